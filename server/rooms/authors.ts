// Which guest writes under which client id. Two people who write under one id leave two documents that call themselves
// equal and are not, for good, so an id belongs to the guest who first wrote under it, or was shown under it as a new one,
// since the room was loaded.
// Rule WR18.
//
// Only guests own ids: whoever comes without a cookie is nobody we would know again, and a stock client that changes its
// network must not be turned away from its own work.
import { isGuestId } from "../../shared/ids.ts"

export class Authors {
  readonly #owners = new Map<number, string>()

  /** @param owner see Member. */
  mayWrite(client: number, owner: string): boolean {
    const known = this.#owners.get(client)
    return known === undefined || known === owner
  }

  /** As `mayWrite`, and takes the id for its owner where it is nobody's yet. */
  claim(client: number, owner: string): boolean {
    if (isGuestId(owner) && !this.#owners.has(client)) this.#owners.set(client, owner)
    return this.mayWrite(client, owner)
  }
}
