// What a command shows: its results on standard output, for people or as one JSON document for scripts, and how far it
// is on standard error: a bar that redraws itself on a terminal, a few plain lines in a log. Rule CM6.

/** A stream of a process, as far as it is used here. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface ScreenOptions {
  out: Output
  err: Output
  /** Shows no progress and leaves out what went well. */
  isQuiet: boolean
  /** Shows the result as JSON and nothing else. */
  isJson: boolean
  /** ms from any point; never goes back. */
  steadyNow: () => number
}

export interface Progress {
  /** @param part of the whole that is done, from 0 to 1. */
  reach(part: number): void
  end(): void
}

export interface Screen {
  /** What the command was asked for. */
  say(line: string): void
  /** What is good to know, and left out where it is to be quiet. */
  mention(line: string): void
  /** The result for scripts, once. */
  answer(result: unknown): void
  progress(what: string): Progress
}

const REDRAW_MS = 100
const BAR_LENGTH = 24
/** In a log, every line stays. */
const NEXT_LINE_MS = 5_000

export function createScreen(options: ScreenOptions): Screen {
  const { out, err, isQuiet, isJson } = options
  return {
    say(line) {
      if (!isJson) out.write(`${line}\n`)
    },
    mention(line) {
      if (!isJson && !isQuiet) out.write(`${line}\n`)
    },
    answer(result) {
      if (isJson) out.write(`${JSON.stringify(result, undefined, 2)}\n`)
    },
    progress(what) {
      if (isQuiet || isJson) return { reach: () => undefined, end: () => undefined }
      return err.isTTY ? barFor(what, options) : linesFor(what, options)
    },
  }
}

function barFor(what: string, { err, steadyNow }: ScreenOptions): Progress {
  let drawnAt = Number.NEGATIVE_INFINITY
  const erase = "\r\x1b[K"
  return {
    reach(part) {
      const now = steadyNow()
      if (now - drawnAt < REDRAW_MS) return
      drawnAt = now
      const full = Math.round(within(part) * BAR_LENGTH)
      const bar = "█".repeat(full) + "░".repeat(BAR_LENGTH - full)
      err.write(`${erase}${what} ${bar} ${percent(part)}`)
    },
    end: () => void err.write(erase),
  }
}

function linesFor(what: string, { err, steadyNow }: ScreenOptions): Progress {
  let writtenAt = steadyNow()
  err.write(`${what} …\n`)
  return {
    reach(part) {
      const now = steadyNow()
      if (now - writtenAt < NEXT_LINE_MS) return
      writtenAt = now
      err.write(`${what} … ${percent(part)}\n`)
    },
    end: () => undefined,
  }
}

const within = (part: number): number => Math.min(1, Math.max(0, part))
const percent = (part: number): string => `${Math.floor(within(part) * 100)} %`
