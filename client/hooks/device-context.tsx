// What this device gives to components: the small store, the person, the time and the place of the server. One object
// made in main.tsx, so that a test can have a device of its own.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react"
import { assert } from "../../shared/assert.ts"
import { keepMe, type Me, readMe } from "../sync/me.ts"
import type { Surroundings } from "../sync/open-room.ts"

export type Device = Surroundings

interface DeviceValue {
  device: Device
  /** Undefined until the person has been asked. */
  me: Me | undefined
  setMe(me: Me): void
}

const DeviceContext = createContext<DeviceValue | undefined>(undefined)

export function DeviceProvider({ device, children }: { device: Device; children: ReactNode }) {
  const [me, setMe] = useState(() => readMe(device.shelf))
  const value = useMemo(
    () => ({
      device,
      me,
      setMe(next: Me) {
        keepMe(device.shelf, next)
        setMe(next)
      },
    }),
    [device, me],
  )
  return <DeviceContext value={value}>{children}</DeviceContext>
}

function useValue(): DeviceValue {
  const value = useContext(DeviceContext)
  assert(value, "the app stands inside a DeviceProvider")
  return value
}

export const useDevice = (): Device => useValue().device

export function useMyself(): Pick<DeviceValue, "me" | "setMe"> {
  const { me, setMe } = useValue()
  return { me, setMe }
}
