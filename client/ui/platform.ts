// Which keyboard a person has in front of them: Command or Control.
export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)
