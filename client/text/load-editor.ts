// The way to the editor's chunk: Tiptap and ProseMirror are more than all the rest of the client.

export const loadEditor = () => import("./rich-editor.tsx")
