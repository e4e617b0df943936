// What somebody typed behind a command → its places and options; what does not fit is one sentence. Rule CM6.
import { type ParseArgsConfig, parseArgs } from "node:util"
import { isLinkSecret, isRoomId, isVersionId } from "../../shared/ids.ts"
import { Refusal } from "./refusal.ts"

type Options = NonNullable<ParseArgsConfig["options"]>

/** Every command takes these. */
const common = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  json: { type: "boolean" },
} as const

type Parsed<Own extends Options> = ReturnType<
  typeof parseArgs<{ options: typeof common & Own; allowPositionals: true }>
>

/** A name in square brackets may be left out; it comes last. */
type Names = readonly string[]
type Place<Name> = Name extends `[${string}` ? string | undefined : string

export interface Given<Named extends Names, Own extends Options> {
  /** One for each name. */
  places: { [Index in keyof Named]: Place<Named[Index]> }
  options: Parsed<Own>["values"]
}

/**
 * @param names of the places, in order, as the usage says them.
 * @throws Refusal
 */
export function readArguments<const Named extends Names, Own extends Options>(
  args: readonly string[],
  names: Named,
  own: Own,
): Given<Named, Own> {
  const { values, positionals } = parsed(args, own)
  const missing = names[positionals.length]
  if (missing !== undefined && !missing.startsWith("["))
    throw new Refusal(`It needs ${list(names)}; ${missing} is missing.`)
  const extra = positionals[names.length]
  if (extra !== undefined) throw new Refusal(`It takes ${list(names)}; “${extra}” is one too many.`)
  // As many as have to be there and no more, by what was refused above.
  return { places: positionals as Given<Named, Own>["places"], options: values }
}

function parsed<Own extends Options>(args: readonly string[], own: Own): Parsed<Own> {
  try {
    const options = { ...common, ...own }
    const { values, positionals } = parseArgs({ args: args.map(shield), options, allowPositionals: true })
    const given = Object.entries(values).map(([name, value]) => [name, unshield(value)])
    return { values: Object.fromEntries(given), positionals: positionals.map(unshield) } as Parsed<Own>
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error
    // Node says the mistake in its first sentence, and its ways to write a place that begins with a dash after it.
    throw new Refusal(`${error.message.split(/\.\s/)[0]?.replace(/\.$/, "")}.`, { cause: error })
  }
}

/** One of 64 ids and secrets begins with a dash, and is no option for that. What is typed never has this letter. */
const SHIELD = "\0"
const shield = (argument: string): string => (isNameWithDash(argument) ? SHIELD + argument : argument)
const unshield = <Value>(value: Value): Value =>
  (typeof value === "string" && value.startsWith(SHIELD) ? value.slice(SHIELD.length) : value) as Value

const isNameWithDash = (argument: string): boolean =>
  argument.startsWith("-") &&
  (isRoomId(argument) || isLinkSecret(argument) || (isVersionId(argument) && !argument.startsWith("--")))

/** @throws Refusal where the option has a value that is none of those there are. */
export function oneOf<Value extends string>(option: string, given: string, values: readonly Value[]): Value {
  const found = values.find(value => value === given)
  if (found !== undefined) return found
  throw new Refusal(`--${option} is “${given}”; it can be ${values.join(", ")}.`)
}

const list = (names: readonly string[]): string => names.join(" and ")
