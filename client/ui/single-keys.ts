// Whether keys that type a character are commands. People who dictate, or whose hands hit keys by chance, switch them
// off (WCAG 2.1.4); this device remembers it.
const KEY = "ninefold.single-keys"

export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off"
  } catch {
    // Storage may be forbidden; nobody has switched anything off then.
    return true
  }
}

export function setSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off")
  } catch {
    // The choice cannot be kept, and the checkbox will show so.
  }
}
