/** @returns the executable's path of a Chromium-like browser on this machine, or undefined where none is found. */
export function findBrowser(): string | undefined
