// The clock that times of the server's are compared with: how long ago a comment was written, when a link ends.
import { useCallback } from "react"
import { serverTimeMs } from "../server-clock.ts"
import { useDevice } from "./device-context.tsx"

/** @returns what time it is at the server, ms since 1970, whatever this device's clock says. */
export function useServerNow(): () => number {
  const { nowMs } = useDevice()
  return useCallback(() => serverTimeMs(nowMs()), [nowMs])
}
