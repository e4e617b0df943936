// A large document that is not on this device yet is fetched as a file, a tenth of the bytes that its socket would bring;
// the socket then brings what came since. Where that fails in any way, the socket brings it all. Rule WR21.
import type { WebsocketProvider } from "y-websocket"
import { applyUpdate } from "yjs"
import type { RoomSummary } from "../../shared/api.ts"
import type { RoomId } from "../../shared/ids.ts"

/** @returns the snapshot's bytes, or undefined where it cannot be had. Never rejects. */
export type FetchSnapshot = (room: RoomId, position: string) => Promise<Uint8Array | undefined>

/** Fills an empty document before its provider connects. Never rejects. */
export async function fetchFirst(
  provider: WebsocketProvider,
  { id, snapshot, readOnly }: RoomSummary,
  fetchSnapshot: FetchSnapshot | undefined,
): Promise<void> {
  const isEmpty = provider.doc.store.clients.size === 0
  // Of a room whose stored bytes are damaged the socket brings what the server could make of them.
  if (snapshot === undefined || readOnly !== undefined || !fetchSnapshot || !isEmpty) return
  const update = await fetchSnapshot(id, snapshot)
  if (!update) return
  // As if the provider had brought it: nobody's change, and nothing to be sent back.
  applyUpdate(provider.doc, update, provider)
  provider.params.since = snapshot
}
