// y-websocket 2's own server as it is shipped, with its LevelDB persistence (YPERSISTENCE names the folder).
import http from "node:http"
import { createRequire } from "node:module"
import { WebSocketServer } from "ws"

const { setupWSConnection } = createRequire(import.meta.url)("y-websocket/bin/utils")
const server = http.createServer()
const sockets = new WebSocketServer({ noServer: true })
sockets.on("connection", setupWSConnection)
server.on("upgrade", (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, ws => sockets.emit("connection", ws, request)),
)
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`))
