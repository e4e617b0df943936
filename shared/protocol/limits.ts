// Every limit on what a peer may send, each with its reason. Units are in the names.

/** An update typed by a person is some hundred bytes; a pasted article some hundred thousand. */
export const MAX_UPDATE_BYTES = 1024 * 1024
/** The first answer after a long time offline carries everything since. */
export const MAX_FIRST_SYNC_BYTES = 16 * 1024 * 1024
/** One person's presence is a name, a place and two positions. */
export const MAX_AWARENESS_BYTES = 4 * 1024
/** A state vector has an entry for every tab that ever edited the room. */
export const MAX_STATE_VECTOR_ENTRIES = 20_000
/** A room whose encoded state is larger no longer opens well on a phone. */
export const MAX_ROOM_BYTES = 64 * 1024 * 1024
/** Typing is 10 a second, presence 20: a person stays far below this, also after a pause in the network. */
export const MAX_MESSAGES_PER_SECOND = 200
/** Frames that may arrive at once after a pause in the network before the rate counts. */
export const MAX_MESSAGES_BURST = 2_000
/** An HTTP body: a pasted page or a canvas file. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024
/** A file to import: a long Word document with its pictures, or a room's archive with every format in it. */
export const MAX_IMPORT_BYTES = 16 * 1024 * 1024
/** The text of a page to import: the longest articles have a third of this, and each letter is read by the server. */
export const MAX_PAGE_LENGTH = 300_000
/** Cards a new room may start with: no board with more can be worked on, and each costs the server time to write. */
export const MAX_NEW_CARDS = 5_000
/** New rooms one address may make at once, and how fast that is granted again: a school class at one address starts together. */
export const MAX_NEW_ROOMS_BURST = 200
export const MAX_NEW_ROOMS_PER_SECOND = 0.5
/** Other requests to the API from one address; guessing a room's id stays hopeless at any rate. */
export const MAX_REQUESTS_BURST = 1_000
export const MAX_REQUESTS_PER_SECOND = 50
/** The head of a request is a few hundred bytes; who needs longer for it holds a connection and does nothing. */
export const MAX_REQUEST_HEAD_MS = 10_000
/** A page of some megabytes over a slow line. */
export const MAX_REQUEST_MS = 60_000
/** Entries by a link from one address, and how fast they are granted again: a hall scans one code at the same time. */
export const MAX_ENTRIES_BURST = 500
export const MAX_ENTRIES_PER_SECOND = 5
/** Wrong passwords for one link, from one address and from all: a hall that mistypes, but no dictionary. */
export const MAX_PASSWORD_TRIES_BURST = 40
export const MAX_PASSWORD_TRIES_PER_SECOND = 0.1
/** Links and tokens of one room, revoked ones included. */
export const MAX_LINKS = 500
/** `ws`: a message of ours comes in a handful of fragments at most. */
export const MAX_FRAGMENTS = 1024
export const MAX_BUFFERED_CHUNKS = 4096
/** A socket that has this much unsent is not reading. */
export const MAX_UNSENT_BYTES = 8 * 1024 * 1024

/** Stock clients hang up after 30 s without a message; the server says something well before. */
export const KEEPALIVE_MS = 15_000
/** A peer that has not answered a ping for this long is gone: its presence is taken down. */
export const PEER_TIMEOUT_MS = 30_000
/** How often a peer is asked whether it is still there. */
export const PING_MS = 12_000

/** Clocks count the characters a tab has ever written: a lifetime of typing is far below, a forged one is not. */
export const MAX_CLOCK = 2 ** 40
/** The longest run of removed characters in one struct. */
export const MAX_REMOVED_LENGTH = 2 ** 31
/** An update of this many structs is a week's work offline; a reader holds an object for each. */
export const MAX_STRUCTS = 200_000
/** Delete ranges an update may name beyond those the room has: a reader pays for each with every later one. */
export const MAX_NEW_DELETE_RANGES = 50_000
/** One person offline edits under a new client id with each reload, and brings all of them at once. */
export const MAX_NEW_CLIENTS = 64
/** A document carried into an empty room brings everybody who ever edited it. */
export const MAX_FIRST_CLIENTS = 2_000
/** Lists in lists in cells in cards: beyond this readers that recurse run out of stack. */
export const MAX_DEPTH = 128
/** Attributes and marks are flat or nearly so. */
export const MAX_VALUE_DEPTH = 32

/** The rail of a room with more could no longer be read by anybody; each is held by every client. */
export const MAX_THREADS = 2_000
/** A discussion that goes on beyond this belongs in a meeting. */
export const MAX_COMMENTS_PER_THREAD = 500
/** Some for each of a large workshop; every one of them is sent to all. */
export const MAX_REACTIONS_PER_COMMENT = 500
/** What was said that a file brings along: more than any room holds that people can still read, and what a phone opens. */
export const MAX_IMPORTED_COMMENTS = 20_000
/** The same in characters of JSON. */
export const MAX_IMPORTED_TALK_LENGTH = 8 * 1024 * 1024
/** People a file may name; whoever comes after them is somebody. */
export const MAX_IMPORTED_PEOPLE = 2_000
/** Versions a file may bring: each is a whole canvas that is read, built and stored while somebody waits. */
export const MAX_IMPORTED_VERSIONS = 500
/** What one person may write at once, as after a time offline, and how fast that is granted again. */
export const MAX_COMMENTS_BURST = 60
export const MAX_COMMENTS_PER_SECOND = 0.5

/** Exports one address may ask for at once, and how fast that is granted again: a class takes its canvases home. */
export const MAX_EXPORTS_BURST = 120
export const MAX_EXPORTS_PER_SECOND = 1
/** Exports that wait for their turn on this server; who comes then is asked to come again rather than kept waiting. */
export const MAX_WAITING_EXPORTS = 100
/** What a version is called, and what is said about it. */
export const MAX_VERSION_NAME_LENGTH = 120
export const MAX_VERSION_NOTE_LENGTH = 2_000
/** Named versions of one room: each is a whole canvas, and a list that is longer is read by nobody. */
export const MAX_LASTING_VERSIONS = 1_000
