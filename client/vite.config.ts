// The client's build: one entry, the editor in a chunk of its own, and the service worker that lets a room
// that was opened before open again with no network.
import path from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"
import { VitePWA } from "vite-plugin-pwa"

const at = (name: string) => path.join(import.meta.dirname, name)

const target = `http://127.0.0.1:${process.env.PORT ?? 4000}`

/** What the first script is made of: ahead.ts, and all it imports. */
const ahead =
  /client\/(ahead|api|server-clock|sync\/(enter|me|rooms|shelf))\.ts|shared\/(api|ids|presence|protocol\/close)\.ts/

// What every page needs comes in two files besides its own: packages, which stay in caches from release to release, and
// what pages share of ours. Left alone, a dozen small files stand between the address and the first drawing.
const packages = /node_modules\/(react|react-dom|scheduler|yjs|y-protocols|nanoid)\//
// Parts that only dialogs and the discussion use are fetched with those, also where two of them share one.
const common =
  /\/(client\/(hooks|sync|ui|text)\/(?!confirm-|copy-|clipboard|tabs|time-words|secrets|face|discussion\.|outbox|drafts|reads|inbox|highlights|words-on-page)|shared\/(?!discussion-api|versions-api|model\/(canvas-file|parse|packed|attr|anchor|letters|likeness|diff|authors|comment-text|discussion|read-discussion)))|node_modules\/(lib0|lucide-react|wouter)\//

// What the discussion and the versions share: words of a text as a place in it. Left alone, it would go into the entry.
const passages =
  /\/(shared\/model\/(anchor|letters|likeness|comment-text|discussion|read-discussion)\.|client\/(sync\/drafts|discussion\/page-places|text\/words-on-page)\.)/

/** Puts the first script before all others in the built page; by itself the page would have only that of its own. */
const aheadFirst: Plugin = {
  name: "ahead-first",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle = {} }) {
      const script = Object.values(bundle).find(part => part.type === "chunk" && part.name === "ahead")
      if (!script) throw new Error("The build has no script named ahead")
      const attrs = { type: "module", async: true, crossorigin: true, src: `/${script.fileName}` }
      return [{ tag: "script", attrs, injectTo: "head-prepend" }]
    },
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    aheadFirst,
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "Ninefold",
        short_name: "Ninefold",
        display: "standalone",
        background_color: "#f7f3ea",
        theme_color: "#f7f3ea",
        icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
      },
      workbox: {
        // The program and the Latin letters, a megabyte; in other alphabets a page without network has the system's.
        globPatterns: ["**/*.{js,css,html,svg}", "**/*-latin-{wght,opsz}-normal-*.woff2"],
        // From the first visit on: else a network lost before the editor was first opened would take the editor along.
        clientsClaim: true,
        // A frame in another page takes the server's own answer, which is the one that allows framing.
        navigateFallbackDenylist: [/^\/api/, /^\/sync/, /^\/health/, /[?&]embed/],
      },
    }),
  ],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: true,
    rolldownOptions: {
      input: { index: at("index.html"), ahead: at("ahead.ts") },
      output: {
        codeSplitting: {
          groups: [
            { name: "ahead", test: ahead, priority: 1 },
            { name: "packages", test: packages },
            { name: "common", test: common, minShareCount: 2 },
            { name: "passages", test: passages, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": target,
      "/health": target,
      "/sync": { target: target.replace("http", "ws"), ws: true },
    },
  },
})
