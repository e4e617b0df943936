/** @returns the path of LibreOffice's `soffice` on this machine, or undefined where none is found. */
export function findOffice(): string | undefined
/** @returns the folder of Poppler's `pdftotext` and its like, or undefined where there is none. */
export function findPoppler(): string | undefined
