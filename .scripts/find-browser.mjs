// Where a Chromium-like browser is on this machine. Used by the set-up and by the browser tests.
import { existsSync } from "node:fs"

/** @returns {string | undefined} the executable's path, or undefined where none is found. */
export function findBrowser() {
  const { CHROMIUM_PATH, PROGRAMFILES } = process.env
  const places = [
    CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    PROGRAMFILES && `${PROGRAMFILES}/Google/Chrome/Application/chrome.exe`,
  ]
  return places.find(place => place && existsSync(place))
}
