// The house's colours as numbers, for formats that have no style sheet: those of client/styles/tokens.css in light and
// in dark, under the same names. A test holds the two together.
import type { Tone } from "../../shared/model/blocks.ts"
import type { Hue } from "../../shared/model/canvas.ts"

const tokens = {
  paper: ["#f7f3ea", "#191714"],
  paperRaised: ["#fffdf8", "#262320"],
  ink: ["#221e19", "#ede6d9"],
  inkSoft: ["#544d43", "#bfb5a5"],
  inkFaint: ["#655e52", "#a39988"],
  line: ["#221e1938", "#ede6d92e"],
  frame: ["#221e19", "#ede6d966"],
  accent: ["#a03a1e", "#ee9a78"],
  toneValue: ["#faeede", "#221b15"],
  toneValueStrong: ["#a8542a", "#dd9a6c"],
  toneDelivery: ["#ebf0ef", "#171d1f"],
  toneDeliveryStrong: ["#2f6673", "#83b6c2"],
  toneMoney: ["#f1eee6", "#1d1b18"],
  toneMoneyStrong: ["#645c4e", "#b3a996"],
  toneNeutral: ["#f5f1e8", "#1d1b18"],
  toneNeutralStrong: ["#5d564a", "#b3a996"],
  hueClay: ["#b4532f", "#d98560"],
  hueClayInk: ["#8c3c1e", "#efab8c"],
  hueAmber: ["#b98216", "#d9ab4a"],
  hueAmberInk: ["#74500a", "#ebc878"],
  hueMoss: ["#6d7d2b", "#a3b35e"],
  hueMossInk: ["#4e5b18", "#c5d387"],
  hueTeal: ["#257f7c", "#5fb3ae"],
  hueTealInk: ["#155d5b", "#93d2cd"],
  hueBlue: ["#3a6cae", "#7fa9de"],
  hueBlueInk: ["#264f87", "#aecbf0"],
  huePlum: ["#8d4a80", "#c389b8"],
  huePlumInk: ["#6f3465", "#dfb3d7"],
} as const

export type Ink = keyof typeof tokens
/** A colour for each name, as #rrggbb. */
export type Palette = Readonly<Record<Ink, string>>

/** @param ground what lies under the half-transparent ones; that of the theme's paper if not said. */
export function paletteOf(theme: "light" | "dark", ground?: string): Palette {
  const side = theme === "light" ? 0 : 1
  const under = ground ?? tokens.paper[side]
  const solid = Object.entries(tokens).map(([name, values]) => [name, over(values[side], under)])
  return Object.fromEntries(solid) as Palette
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
export const groundOf = (tone: Tone): Ink => `tone${capital(tone)}` as Ink
export const strongOf = (tone: Tone): Ink => `tone${capital(tone)}Strong` as Ink
export const markOf = (hue: Hue): Ink => `hue${capital(hue)}` as Ink
export const markInkOf = (hue: Hue): Ink => `hue${capital(hue)}Ink` as Ink

/** A colour with an alpha, laid over a solid one. */
function over(color: string, ground: string): string {
  if (color.length === 7) return color
  const channels = (hex: string) => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))
  const alpha = Number.parseInt(color.slice(7, 9), 16) / 255
  const below = channels(ground)
  const mixed = channels(color).map((value, i) => Math.round(value * alpha + (below[i] ?? 0) * (1 - alpha)))
  return `#${mixed.map(value => value.toString(16).padStart(2, "0")).join("")}`
}
