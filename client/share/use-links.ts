// The room's links and tokens for the share dialog: as the server lists them, with the secrets this device knows.
import { useCallback, useEffect, useMemo, useState } from "react"
import type { Link, LinkChange, NewLink } from "../../shared/api.ts"
import type { LinkId, LinkSecret } from "../../shared/ids.ts"
import { type Answer, whyNot } from "../api.ts"
import { useDevice } from "../hooks/device-context.tsx"
import { useRoom } from "../hooks/room-context.tsx"
import { usePeople } from "../hooks/use-people.ts"
import { keepSecret, readSecrets } from "../sync/secrets.ts"
import { changeLink, createLink, getLinks, revokeLink, rotateLink } from "./requests.ts"

export interface RoomLinks {
  /** Those that open the room, oldest first; undefined until they have been answered. */
  links: readonly Link[] | undefined
  /** Why the last request failed, or "". */
  failure: string
  /** The secret of a link made on this device. */
  secretOf(link: LinkId): LinkSecret | undefined
  /** @returns the new link's secret, or undefined where it failed. */
  create(link: NewLink): Promise<LinkSecret | undefined>
  /** @returns whether it was done. */
  change(link: LinkId, change: LinkChange): Promise<boolean>
  /** Gives a link another secret. */
  renew(link: LinkId): Promise<LinkSecret | undefined>
  revoke(link: LinkId): Promise<boolean>
}

export function useLinks(): RoomLinks {
  const { id: room } = useRoom()
  const { shelf } = useDevice()
  const [listed, setListed] = useState<readonly Link[]>()
  const [failure, setFailure] = useState("")
  const [secrets, setSecrets] = useState(() => readSecrets(shelf, room))

  const take = useCallback(<T>(answer: Answer<T>, put: (value: T) => void): T | undefined => {
    setFailure(answer.ok ? "" : whyNot(answer))
    if (!answer.ok) return undefined
    put(answer.value)
    return answer.value
  }, [])
  // Whoever comes by a link is counted there.
  const people = usePeople().length
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when somebody comes or goes
  useEffect(() => {
    let isOver = false
    void getLinks(room).then(answer => {
      if (!isOver) take(answer, setListed)
    })
    return () => {
      isOver = true
    }
  }, [room, take, people])

  return useMemo<RoomLinks>(() => {
    const put = (link: Link) =>
      setListed(known => [...(known ?? []).filter(({ id }) => id !== link.id), link])
    const learn = (link: LinkId, secret: LinkSecret | undefined) => {
      keepSecret(shelf, room, link, secret)
      setSecrets(known => {
        const next = new Map(known)
        if (secret) next.set(link, secret)
        else next.delete(link)
        return next
      })
    }
    const issued = async (asked: ReturnType<typeof createLink>) => {
      const made = take(await asked, ({ link, secret }) => {
        put(link)
        learn(link.id, secret)
      })
      return made?.secret
    }
    return {
      links: listed?.filter(({ revokedAt }) => revokedAt === undefined).toSorted(byAge),
      failure,
      secretOf: link => secrets.get(link),
      create: link => issued(createLink(room, link)),
      change: async (link, change) => take(await changeLink(room, link, change), put) !== undefined,
      renew: link => issued(rotateLink(room, link)),
      revoke: async link => {
        const revoked = take(await revokeLink(room, link), put)
        if (revoked) learn(link, undefined)
        return revoked !== undefined
      },
    }
  }, [room, shelf, listed, failure, secrets, take])
}

const byAge = (one: Link, other: Link): number =>
  one.createdAt - other.createdAt || one.label.localeCompare(other.label)
