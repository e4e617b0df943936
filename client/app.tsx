// The frame around every page: which address shows what, what happens when drawing fails, and the word that a newer
// version of the program is ready.
import { lazy, Suspense, useEffect, useState } from "react"
import { Route, Switch } from "wouter"
import { isRoomId, type LinkSecret } from "../shared/ids.ts"
import { type Device, DeviceProvider } from "./hooks/device-context.tsx"
import type { Door } from "./hooks/use-opening.ts"
import { ErrorBoundary } from "./pages/error-boundary.tsx"
import { NewVersion } from "./pages/new-version.tsx"
import { NotFoundPage } from "./pages/not-found-page.tsx"
import { RoomPage } from "./pages/room-page.tsx"
import { FeedbackProvider } from "./ui/feedback.tsx"

// People mostly arrive by a room's link: that page is in the first download, home is not.
const HomePage = lazy(() => import("./pages/home-page.tsx"))

const FrozenPage = lazy(() => import("./pages/frozen-page.tsx"))

const EmbedPage = lazy(() => import("./pages/embed-page.tsx"))

interface AppProps {
  device: Device
  door: Door
  /** A room is all there is in a frame of another page, and a token all that opens it: what this browser's cookie may
   * do must not be within reach of a page that somebody else made. */
  isFramed: boolean
  token: LinkSecret | undefined
  /** Calls back when a newer version of the program waits to be started. */
  watchVersion: (onWaiting: (start: () => void) => void) => void
}

export function App({ device, door, isFramed, token, watchVersion }: AppProps) {
  const [startNewVersion, setStart] = useState<() => void>()
  useEffect(() => watchVersion(start => setStart(() => start)), [watchVersion])
  return (
    <DeviceProvider device={device}>
      <FeedbackProvider>
        <ErrorBoundary>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/">{() => <HomePage />}</Route>
              <Route path="/r/:room">
                {({ room }) => {
                  if (!isRoomId(room)) return <NotFoundPage />
                  if (isFramed) return token ? <EmbedPage id={room} token={token} /> : <NotFoundPage />
                  return <RoomPage key={room} id={room} door={door} />
                }}
              </Route>
              <Route path="/frozen">{() => <FrozenPage />}</Route>
              <Route>{() => <NotFoundPage />}</Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
        {startNewVersion && <NewVersion onStart={startNewVersion} />}
      </FeedbackProvider>
    </DeviceProvider>
  )
}
