// Up to where somebody has been told a document: the epoch of the room and the sequence number of its last update. A
// client that names it when it comes back is told what came after instead of being compared. Rule WR19.

export interface Position {
  epoch: number
  seq: number
}

export const writePosition = ({ epoch, seq }: Position): string => `${epoch}.${seq}`

/** @returns undefined where the text is no position. */
export function readPosition(text: string): Position | undefined {
  const [, epoch, seq] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? []
  return epoch === undefined || seq === undefined ? undefined : { epoch: Number(epoch), seq: Number(seq) }
}
