/** Takes away what is only for the eye: Markdown, citation marks, emoji. Words, numbers and addresses stay. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/\[\[[^\][]{0,200}\]\]/g, "")
    .replace(/!?\[([^\][]{0,500})\]\([^()\s]{0,2000}\)/g, "$1")
    .replace(/```[^\n`]*\n?/g, "")
    .replace(/^[ \t]*\|?[ \t:|-]{3,}$\n?/gm, "")
    .replace(/^[ \t]*\||\|[ \t]*$/gm, "")
    .replace(/[ \t]{0,20}\|/g, ",")
    .replace(/^[ \t]*(?:[-*+•▪◦]|#{1,6}|>)[ \t]+/gm, "")
    .replace(/[*_~`]{2,}|(?<=^|[\s(])[*_`](?=\S)|(?<=\S)[*_`](?=$|[\s.,;:!?)।])/gm, "")
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{FE0F}|\u{20E3}/gu, "");
}
