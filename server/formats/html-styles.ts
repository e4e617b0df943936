// How an exported page looks: the product's board and article (client/canvas, client/commentary) in one style sheet, on
// screen, on a phone and on paper. Colours are the house's, under their names in client/styles/tokens.css.
import type { Paper } from "../../shared/formats-api.ts"
import type { Template } from "../../shared/model/blocks.ts"
import { hues } from "../../shared/model/canvas.ts"
import { groundOf, type Ink, markInkOf, markOf, type Palette, paletteOf, strongOf } from "./palette.ts"

export interface StyleOptions {
  template: Template
  theme: "light" | "dark"
  paper: Paper
  /** Of cards on paper, in points. */
  printType: number
  fontFaces: string
}

const names: readonly Ink[] = [
  "paper",
  "paperRaised",
  "ink",
  "inkSoft",
  "inkFaint",
  "line",
  "frame",
  "accent",
]

const colours = (palette: Palette): string => names.map(name => `--${name}:${palette[name]}`).join(";")

/** Where each block stands, and in which tone; a rule each, so that the page needs no styles in its elements. */
function blockRules({ blocks }: Template, palette: Palette): string {
  const tones = blocks.map(
    ({ tone, step }, i) =>
      `.block-${i}{--ground:${palette[groundOf(tone)]};--tone:${palette[strongOf(tone)]};order:${step}}`,
  )
  return tones.join("\n")
}

const areas = ({ blocks }: Template): string =>
  blocks
    .map(({ columns, rows }, i) => `.block-${i}{grid-area:${rows[0]}/${columns[0]}/${rows[1]}/${columns[1]}}`)
    .join("\n")

const markRules = (palette: Palette): string =>
  hues.map(hue => `.${hue}{--mark:${palette[markOf(hue)]};--mark-ink:${palette[markInkOf(hue)]}}`).join("\n")

/** The shape that goes with each colour, for eyes that cannot tell the colours apart. */
const shapes = `.mark.clay{border-radius:50%}.mark.moss{border-radius:50% 0}.mark.teal{border-radius:35%}
.mark.blue{border-radius:50% 50% 0 0}.mark.plum{border-radius:0 50% 50%}`

const themed = (template: Template, palette: Palette): string =>
  `:root{${colours(palette)}}\n${blockRules(template, palette)}\n${markRules(palette)}`

const screen = `
*,::before,::after{box-sizing:border-box}
*{margin:0}
html{background:var(--paper);color:var(--ink);font:400 15px/1.45 "Source Sans 3 Variable","Source Sans 3","Segoe UI",system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;text-size-adjust:100%;overflow-wrap:break-word;-webkit-font-smoothing:antialiased}
h1,h2,h3,h4,.lead,.article,.step{font-family:"Source Serif 4 Variable","Source Serif 4","Iowan Old Style",Georgia,"Songti SC","Noto Serif CJK SC",SimSun,serif}
h1,h2,h3,h4{font-weight:600;line-height:1.14;text-wrap:balance}
a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.18em}
a:hover{text-decoration-color:currentcolor}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.head,.board,.foot{padding-inline:clamp(14px,2vw,32px)}
.head{display:grid;gap:12px 32px;padding-block:clamp(20px,3vw,36px) 14px}
.category{margin-bottom:4px;color:var(--accent);font-size:12px;font-weight:600;letter-spacing:.07em;text-transform:uppercase}
h1{font-size:clamp(26px,18px + 1.5vw,38px);letter-spacing:-.012em}
.entries{display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:8px;color:var(--inkSoft);font-size:13px}
.entries div{display:flex;gap:6px}
.entries dt{color:var(--inkFaint)}
.entries dd{min-width:0;overflow-wrap:anywhere}
.lead{max-width:82ch;color:var(--inkSoft);font-size:15px}
.lead p+p,.card p+p{margin-top:.35em}
.grid{display:grid;gap:1px;border:1.5px solid var(--frame);background:var(--line)}
.block{container:block/inline-size;padding:8px 13px 11px;background:var(--ground);font-size:var(--type);line-height:1.26}
.block h2{margin-bottom:.35em;font-size:1.22em}
.step{margin-right:.45em;color:var(--tone);font-weight:400;font-style:italic}
.cards{display:grid;grid-template-columns:minmax(0,1fr);gap:.58em 20px;align-content:start;padding:0;list-style:none}
.card{position:relative;min-width:0;color:var(--inkSoft)}
.card b{color:var(--ink);font-weight:600}
.card ul,.card ol{padding-inline-start:1.2em}
.mark{display:inline-grid;flex:none;place-items:center;width:1.35em;height:1.35em;background:var(--mark-ink);color:var(--paperRaised);font-size:.72em;font-weight:700;line-height:1;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.mark::before{content:attr(data-letter)}
.card>.mark{float:right;margin:.15em 0 0 .5em}
.foot{display:flex;flex-wrap:wrap;gap:6px 24px;align-items:center;padding-block:10px 0;color:var(--inkFaint);font-size:12px}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;padding:0;list-style:none;color:var(--inkSoft)}
.legend li{display:inline-flex;gap:6px;align-items:center}
.legend .mark{font-size:11px}
.attribution{flex:1;min-width:min(24ch,100%)}
.article{max-width:calc(70ch + 64px);margin-inline:auto;padding:clamp(40px,6vw,72px) clamp(16px,3vw,32px);font-size:19px;line-height:1.58}
.article p+p{margin-top:.75em}
.article h2{margin:2.1em 0 .6em;padding-top:.7em;border-top:1px solid var(--frame);font-size:30px}
.article h3{margin:1.9em 0 .5em;font-size:22px}
.article h4{margin:1.6em 0 .3em;font:700 18px/1.3 "Source Sans 3 Variable","Source Sans 3",system-ui,sans-serif}
.article>:first-child{margin-top:0}
.article h2+h3{margin-top:1em}
.lead-in{font:700 .9em/1 "Source Sans 3 Variable","Source Sans 3",system-ui,sans-serif}
.lead-in strong{font-weight:inherit}
.article ul,.article ol{margin-block:.75em;padding-inline-start:1.3em}
.article li+li{margin-top:.35em}
blockquote{margin-block:1em;padding-inline-start:1em;border-inline-start:3px solid var(--accent);font-style:italic}
hr{width:72px;margin:2.2em auto;border:0;border-top:1px solid var(--frame)}
code{font:.88em/1.3 ui-monospace,Menlo,Consolas,monospace}
pre{margin-block:.75em;padding:8px 12px;background:color-mix(in srgb,var(--ink) 6%,transparent);white-space:pre-wrap}
table{width:100%;margin-block:1.4em 1.8em;border-block:2px solid var(--ink);border-collapse:collapse;font:400 15px/1.4 "Source Sans 3 Variable","Source Sans 3",system-ui,sans-serif;font-variant-numeric:lining-nums tabular-nums}
th,td{padding:8px 16px 8px 0;border-top:1px solid var(--line);text-align:start;vertical-align:top}
tr:first-child>*{border-top:0}
th{color:var(--inkSoft);font-weight:600;font-size:13px}
tr:first-child>th{border-bottom:1px solid var(--ink)}
td:first-child{font-weight:600}
.said{font-family:"Source Sans 3 Variable","Source Sans 3",system-ui,sans-serif;font-size:15px;line-height:1.45}
.said section+section{margin-top:28px;padding-top:14px;border-top:1px solid var(--line)}
.said h3{margin:0 0 6px;font-size:16px}
.said .state{color:var(--inkFaint);font-weight:400}
.said blockquote{margin-block:4px 10px;font-size:14px}
.said .comment{margin-top:10px}
.said .who{color:var(--inkFaint);font-size:13px}
.said .who b{color:var(--ink)}
@container block (min-width:430px){.cards{grid-template-columns:repeat(auto-fit,minmax(200px,1fr))}}
`

const phone = `
@media screen and (max-width:699px){
.head{padding-top:18px}
.board{padding-inline:0}
.grid{--type:15px;border-width:1.5px 0}
.block{padding:16px 14px 18px;line-height:1.4}
.cards{gap:.75em}
.article{font-size:17px;overflow-wrap:anywhere}
.article h2{font-size:24px}
.article h3{font-size:20px}
table{display:block;overflow-x:auto}
}
@media screen and (min-width:700px) and (max-width:1099px){
.grid{--type:14px;grid-template-columns:repeat(2,minmax(0,1fr))}
.block:last-child:nth-child(odd){grid-column:1/-1}
}`

/** Between the margins of a lying sheet, and a little less, since browsers round each line up. */
const sheetHeights: Record<Paper, number> = { a4: 192, letter: 198, a3: 279 }

const print = ({ paper, printType, template }: StyleOptions): string => {
  const article = paper === "letter" ? "letter" : "A4"
  return `
@page{size:${article} portrait;margin:18mm 20mm}
@page board{size:${paper === "letter" ? "letter" : paper.toUpperCase()} landscape;margin:8mm}
@media print{
html{background:none;font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.sheet{page:board;display:flex;flex-direction:column;min-height:${sheetHeights[paper]}mm;break-after:page}
.sheet:last-child{break-after:auto}
.board{display:grid;flex:1}
.head,.board,.foot{padding-inline:0}
.head{grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:0 8mm;align-items:end;padding-block:0 3mm;line-height:1.35}
.category{font-size:7pt}
h1{font-size:18pt}
.entries{margin-top:1mm;font-size:7.5pt}
.lead{max-width:none;font-size:7.5pt;line-height:1.4}
.grid{--type:${printType}pt;grid-template-columns:repeat(${template.columns},minmax(0,1fr));gap:.25mm;border-width:1.2pt}
${areas(template)}
.block{padding:1.6mm 2mm;line-height:1.22}
.cards{grid-template-columns:repeat(auto-fit,minmax(40mm,1fr));gap:.4em 4mm}
.card{break-inside:avoid}
.foot{padding-top:1.5mm;font-size:7pt}
.legend .mark{font-size:6.5pt}
.article{max-width:none;padding:0;font-size:10.5pt;line-height:1.45;orphans:3;widows:3}
.article h2{font-size:17pt}
.article h3{font-size:13pt}
.article h4{font-size:11pt}
.article+.article{break-before:page}
.article>:first-child{padding-top:0;border-top:0}
h2,h3,h4,.who{break-after:avoid}
table{font-size:9.5pt;break-inside:avoid}
.article a[href]::after{content:" (" attr(href) ")";color:var(--inkSoft);font-size:.8em;overflow-wrap:anywhere}
.said{font-size:9.5pt}
}`
}

export function htmlStyles(options: StyleOptions): string {
  const { template, theme, fontFaces } = options
  const light = themed(template, paletteOf("light"))
  const wide = `@media screen and (min-width:1100px){
.head{grid-template-columns:minmax(0,5fr) minmax(0,6fr);align-items:end}
.grid{--type:clamp(12.8px,4.8px + .62vw,16px);grid-template-columns:repeat(${template.columns},minmax(0,1fr));grid-auto-rows:minmax(112px,auto)}
${areas(template)}
}`
  return [
    fontFaces,
    `:root{color-scheme:${theme}}`,
    light,
    // Paper is always light.
    theme === "dark" ? `@media screen{\n${themed(template, paletteOf("dark"))}\n}` : "",
    shapes,
    screen,
    phone,
    wide,
    print(options),
  ]
    .filter(part => part !== "")
    .join("\n")
}
