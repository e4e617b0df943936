// Hocuspocus with its SQLite extension, defaults kept. Needs Node 22 or newer: started with the one in node_modules.
import { SQLite } from "@hocuspocus/extension-sqlite"
import { Server } from "@hocuspocus/server"

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  extensions: [new SQLite({ database: process.env.DATABASE })],
})
await server.listen()
console.log(`listening ${server.address.port}`)
