// Passwords of links: kept as scrypt keys, each with a salt of its own, so that a stolen database does not tell them.
import { type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"
import type { PasswordRecord } from "../storage/access-store.ts"

/** About 50 ms and 16 MB for each try, in a thread that is not the loop's. */
const COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 }
const KEY_LENGTH = 32

const derive: (password: string, salt: Uint8Array, length: number, cost: ScryptOptions) => Promise<Buffer> =
  promisify(scrypt)

/** @param salt 16 random bytes. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<PasswordRecord> {
  return { hash: new Uint8Array(await derive(password.normalize("NFKC"), salt, KEY_LENGTH, COST)), salt }
}

export async function isPassword(password: string, { hash, salt }: PasswordRecord): Promise<boolean> {
  return timingSafeEqual(await derive(password.normalize("NFKC"), salt, hash.length, COST), hash)
}
