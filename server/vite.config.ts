// The server's build: plain modules for Node, dependencies left outside. Each worker is an entry of its own, since it is
// started by its file's address.
import { defineConfig } from "vite"

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    target: "node20",
    outDir: "../dist/server",
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: "main.ts",
        cli: "cli/main.ts",
        "store-worker": "storage/store-worker.ts",
        "compaction-worker": "rooms/compaction-worker.ts",
        "import-worker": "formats/import-worker.ts",
        "version-worker": "versions/version-worker.ts",
        "export-worker": "formats/export-worker.ts",
        "copy-worker": "storage/copy-worker.ts",
      },
      // What two entries share lies beside them, since it may be what starts a worker: by an address beside its own.
      output: { chunkFileNames: "[name]-[hash].js" },
    },
  },
})
