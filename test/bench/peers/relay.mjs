// The floor: a bare relay. Every message goes to the others on the same path; no documents, no store, no batching.
import { WebSocketServer } from "ws"

const rooms = new Map()
const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false })
server.on("listening", () => console.log(`listening ${server.address().port}`))
server.on("connection", (socket, request) => {
  const room = rooms.get(request.url) ?? new Set()
  rooms.set(request.url, room.add(socket))
  socket.on("message", bytes => {
    // A first "what do you have" is answered with an empty document, so that a client counts as joined.
    if (bytes[0] === 0 && bytes[1] === 0) return socket.send(Uint8Array.of(0, 1, 2, 0, 0))
    for (const other of room) if (other !== socket && other.readyState === 1) other.send(bytes)
  })
  socket.on("close", () => {
    room.delete(socket)
    if (room.size === 0) rooms.delete(request.url)
  })
  socket.on("error", () => {})
})
