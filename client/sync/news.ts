// What the server tells those who may edit about what somebody has done to the whole of the canvas. Rule VE11.
import { readVarUint8Array } from "lib0/decoding"
import type { WebsocketProvider } from "y-websocket"
import { NEWS_MESSAGE } from "../../shared/protocol/messages.ts"
import { readNews } from "../../shared/protocol/news.ts"
import type { RoomNews } from "../../shared/versions-api.ts"

export function followNews(provider: WebsocketProvider, hear: (news: RoomNews) => void): void {
  provider.messageHandlers[NEWS_MESSAGE] = (_encoder, decoder) => {
    const news = readNews(readVarUint8Array(decoder))
    if (news) hear(news)
  }
}
