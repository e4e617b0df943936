// Where LibreOffice and Poppler's tools are on this machine. Used by the set-up and by the tests of exported files.
import { existsSync } from "node:fs"

/** @returns {string | undefined} the path of LibreOffice's `soffice`, or undefined where none is found. */
export function findOffice() {
  const { SOFFICE_PATH, PROGRAMFILES } = process.env
  return firstThere([
    SOFFICE_PATH,
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/opt/homebrew/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    PROGRAMFILES && `${PROGRAMFILES}/LibreOffice/program/soffice.exe`,
  ])
}

/** @returns {string | undefined} the folder of `pdftotext` and its like, or undefined where there is none. */
export function findPoppler() {
  const { POPPLER_PATH } = process.env
  return [POPPLER_PATH, "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].find(
    place => place && firstThere([`${place}/pdftotext`, `${place}/pdftotext.exe`]),
  )
}

const firstThere = places => places.find(place => place && existsSync(place))
