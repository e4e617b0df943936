// What a room was, asked of the server. Each is a result, as in client/api.ts.
import type { LinkSecret, RoomId, VersionId } from "../../shared/ids.ts"
import {
  type CardChange,
  type FrozenLink,
  type FrozenVersion,
  type Moment,
  type MomentContent,
  type NewVersion,
  type Restore,
  type Restored,
  type Version,
  type VersionChange,
  type VersionContent,
  versionPaths,
  type Writers,
} from "../../shared/versions-api.ts"
import { type Answer, request } from "../api.ts"

export const getVersions = (room: RoomId): Promise<Answer<Version[]>> =>
  request("GET", versionPaths.versions(room))

export const keepVersion = (room: RoomId, version: NewVersion): Promise<Answer<Version>> =>
  request("POST", versionPaths.versions(room), version)

export const getVersion = (room: RoomId, version: VersionId): Promise<Answer<VersionContent>> =>
  request("GET", versionPaths.version(room, version))

export const changeVersion = (
  room: RoomId,
  version: VersionId,
  change: VersionChange,
): Promise<Answer<Version>> => request("PATCH", versionPaths.version(room, version), change)

export const deleteVersion = (room: RoomId, version: VersionId): Promise<Answer<unknown>> =>
  request("DELETE", versionPaths.version(room, version))

/** @param from where it is brought back from: a version, or a moment by its place in the log. */
export const restoreFrom = (
  room: RoomId,
  from: VersionId | number,
  restore: Restore,
): Promise<Answer<Restored>> =>
  request(
    "POST",
    typeof from === "number" ? versionPaths.restoreMoment(room, from) : versionPaths.restore(room, from),
    restore,
  )

export const shareVersion = (room: RoomId, version: VersionId): Promise<Answer<FrozenLink>> =>
  request("POST", versionPaths.frozenLink(room, version))

export const unshareVersion = (room: RoomId, version: VersionId): Promise<Answer<unknown>> =>
  request("DELETE", versionPaths.frozenLink(room, version))

export const getFrozen = (secret: LinkSecret): Promise<Answer<FrozenVersion>> =>
  request("POST", versionPaths.frozen, { secret })

export const getMoments = (room: RoomId): Promise<Answer<Moment[]>> =>
  request("GET", versionPaths.moments(room))

export const getMoment = (room: RoomId, seq: number): Promise<Answer<MomentContent>> =>
  request("GET", versionPaths.moment(room, seq))

export const getWriters = (room: RoomId): Promise<Answer<Writers>> =>
  request("GET", versionPaths.writers(room))

export const getCardChanges = (room: RoomId): Promise<Answer<CardChange[]>> =>
  request("GET", versionPaths.cardChanges(room))
