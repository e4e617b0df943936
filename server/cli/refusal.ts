// How a command ends, and how it says that it could not do what was asked: by one sentence. Rule CM6.

/** What a script learns from a command; README.md lists them for its readers. */
export const Exit = {
  done: 0,
  /** It was done, and damage was found. */
  damaged: 1,
  /** It was not done, for the reason on standard error. */
  failed: 2,
} as const
export type ExitCode = (typeof Exit)[keyof typeof Exit]

/** A command cannot do what was asked, for a reason that people can mend; `message` is a whole sentence for them. */
export class Refusal extends Error {
  override name = "Refusal"
}
