// Ids for what is made on this page. Random, so that two people offline never make the same one.
import { nanoid } from "nanoid"
import { assert } from "../../shared/assert.ts"
import { CARD_ID_LENGTH, type CardId, isCardId, isTagId, type TagId } from "../../shared/ids.ts"

export function newCardId(): CardId {
  const id = nanoid(CARD_ID_LENGTH)
  assert(isCardId(id), "nanoid's alphabet is base64url")
  return id
}

export function newTagId(): TagId {
  const id = nanoid(CARD_ID_LENGTH)
  assert(isTagId(id), "nanoid's alphabet is base64url")
  return id
}
