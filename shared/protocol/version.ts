// The versions two programs compare before they work on one document.

/**
 * The version of the rich-text schema and document keys. A client whose number is lower than the room's must not
 * mount an editor: it would delete what it does not know. Sent as `schema` in the socket's query; raised together
 * with a step in shared/model/upgrade.ts.
 */
export const SCHEMA_VERSION = 1

/** The version of `*.canvas.json`. */
export const CANVAS_FILE_VERSION = 1
