// What facilitators ask of the server: links, people, and the room itself. Each is a result, as in client/api.ts.
import {
  apiPaths,
  type CreatedRoom,
  type DeletedRoom,
  type EmptiedArchive,
  type EnteredRoom,
  type IssuedLink,
  type Link,
  type LinkChange,
  type NewLink,
  type PersonChange,
  type RoomChange,
  type RoomPerson,
} from "../../shared/api.ts"
import { type Delivery, discussionPaths, type NewWebhook, type Webhook } from "../../shared/discussion-api.ts"
import type { LinkId, PersonId, RoomId } from "../../shared/ids.ts"
import { type Answer, request } from "../api.ts"

export const getLinks = (room: RoomId): Promise<Answer<Link[]>> => request("GET", apiPaths.links(room))

export const createLink = (room: RoomId, link: NewLink): Promise<Answer<IssuedLink>> =>
  request("POST", apiPaths.links(room), link)

export const changeLink = (room: RoomId, link: LinkId, change: LinkChange): Promise<Answer<Link>> =>
  request("PATCH", apiPaths.link(room, link), change)

export const revokeLink = (room: RoomId, link: LinkId): Promise<Answer<Link>> =>
  request("DELETE", apiPaths.link(room, link))

export const rotateLink = (room: RoomId, link: LinkId): Promise<Answer<IssuedLink>> =>
  request("POST", apiPaths.rotateLink(room, link))

export const getPeople = (room: RoomId): Promise<Answer<RoomPerson[]>> =>
  request("GET", apiPaths.people(room))

export const changePerson = (
  room: RoomId,
  person: PersonId,
  change: PersonChange,
): Promise<Answer<RoomPerson>> => request("PATCH", apiPaths.person(room, person), change)

export const changeRoom = (room: RoomId, change: RoomChange): Promise<Answer<EnteredRoom>> =>
  request("PATCH", apiPaths.room(room), change)

export const copyRoom = (room: RoomId): Promise<Answer<CreatedRoom>> =>
  request("POST", apiPaths.copyRoom(room))

export const emptyArchive = (room: RoomId): Promise<Answer<EmptiedArchive>> =>
  request("POST", apiPaths.emptyArchive(room))

export const deleteRoom = (room: RoomId): Promise<Answer<DeletedRoom>> =>
  request("DELETE", apiPaths.room(room))

export const restoreRoom = (room: RoomId): Promise<Answer<EnteredRoom>> =>
  request("POST", apiPaths.restoreRoom(room))

export const getWebhook = (room: RoomId): Promise<Answer<Webhook>> =>
  request("GET", discussionPaths.webhook(room))

export const setWebhook = (room: RoomId, webhook: NewWebhook): Promise<Answer<Webhook>> =>
  request("PUT", discussionPaths.webhook(room), webhook)

export const deleteWebhook = (room: RoomId): Promise<Answer<unknown>> =>
  request("DELETE", discussionPaths.webhook(room))

export const getDeliveries = (room: RoomId): Promise<Answer<Delivery[]>> =>
  request("GET", discussionPaths.deliveries(room))
