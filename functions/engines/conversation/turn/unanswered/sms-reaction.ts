/**
 * A phone that reacts to an SMS sends a text: iPhones `Loved “See you on Monday”` or `Laughed at an image`, Google
 * Messages `👍 to “See you on Monday”`. The words are those of the phone's language. (Sources: texts that phones sent,
 * as people who filter them list them.)
 */
interface ReactionWords {
  /** Before the quotation or the thing. */
  readonly gave: readonly string[];
  /** Before the quotation or the thing, for a reaction taken back. `*` stands for an emoji. */
  readonly took: readonly string[];
  /** Before and after an emoji. */
  readonly emoji: readonly (readonly [before: string, after: string])[];
  /** What carries no text. */
  readonly things: readonly string[];
}

const languages: readonly ReactionWords[] = [
  {
    gave: ["loved", "liked", "disliked", "laughed at", "emphasized", "emphasised", "questioned"],
    took: [
      ...[
        "a heart",
        "a like",
        "a dislike",
        "a laugh",
        "an exclamation",
        "a question mark",
        "an emphasis",
        "*",
        "a *",
      ].map((mark) => `removed ${mark} from`),
    ],
    emoji: [
      ["reacted", "to"],
      ["reacted with", "to"],
      ["", "to"],
    ],
    things: [
      ..."image,photo,picture,movie,video,attachment,audio message,voice message,sticker,link,location,contact,gif"
        .split(",")
        .flatMap((thing) => [`an ${thing}`, `a ${thing}`]),
    ],
  },
  {
    gave: [
      ..."le encantó,le encanta,le gustó,le gusta,no le gustó,no le gusta,le dio risa,se rió de,se rio de".split(","),
      ..."exclamó por,enfatizó,destacó,dudó sobre,cuestionó,preguntó por".split(","),
      ..."le ha encantado,le ha gustado,no le ha gustado,le ha hecho gracia,se ha reído de".split(","),
    ],
    took: [
      "eliminó un corazón de",
      "quitó un corazón de",
      "eliminó un me gusta de",
      "quitó un me gusta de",
      "quitó * de",
    ],
    emoji: [
      ["reaccionó con", "a"],
      ["ha reaccionado con", "a"],
      ["", "a"],
    ],
    things: [
      "una imagen",
      "una foto",
      "un video",
      "un vídeo",
      "un archivo adjunto",
      "un mensaje de audio",
      "un sticker",
    ],
  },
  {
    gave: [
      ..."a adoré,a aimé,n’a pas aimé,a ri de,a ri à,a souligné,a mis en avant,a remis en question".split(","),
      ...["adore", "j’aime", "je n’aime pas", "haha", "!!", "?"].map((mark) => `a attribué la mention « ${mark} » à`),
    ],
    took: ["a supprimé un cœur de", "a retiré un cœur de", "a supprimé * de", "a retiré * de"],
    emoji: [
      ["a réagi avec", "à"],
      ["a réagi par", "à"],
      ["", "à"],
    ],
    things: ["une image", "une photo", "une vidéo", "une pièce jointe", "un message audio", "un autocollant"],
  },
  {
    gave: ["liebt", "mag", "gefällt", "gefällt nicht", "lacht über", "hat hervorgehoben", "betont", "fragt sich bei"],
    took: ["hat ein herz entfernt von", "hat ein „gefällt mir“ entfernt von", "hat * entfernt von"],
    emoji: [
      ["hat mit", "reagiert auf"],
      ["hat mit", "auf"],
      ["", "auf"],
      ["", "zu"],
    ],
    things: ["ein bild", "ein foto", "ein video", "einen anhang", "eine audionachricht", "einen sticker"],
  },
  {
    gave: [
      "ha adorato",
      "ha messo mi piace a",
      "non ha apprezzato",
      "ha riso per",
      "ha riso a",
      "ha enfatizzato",
      "ha messo in dubbio",
    ],
    took: ["ha rimosso un cuore da", "ha rimosso * da"],
    emoji: [
      ["ha reagito con", "a"],
      ["", "a"],
    ],
    things: ["un’immagine", "una foto", "un video", "un allegato", "un messaggio audio"],
  },
  {
    gave: ["adorou", "amou", "gostou de", "curtiu", "não gostou de", "riu de", "enfatizou", "destacou", "questionou"],
    took: ["removeu um coração de", "removeu * de"],
    emoji: [
      ["reagiu com", "a"],
      ["reagiu com", "para"],
      ["", "para"],
    ],
    things: ["uma imagem", "uma foto", "um vídeo", "um anexo", "uma mensagem de áudio"],
  },
  {
    gave: ["पसंद किया", "प्यार जताया", "नापसंद किया", "पर हँसे"],
    took: ["* हटाया"],
    emoji: [
      ["", "पर"],
      ["", "को"],
      ["प्रतिक्रिया दी", "पर"],
    ],
    things: [],
  },
];

const emoji = String.raw`(?:\p{RI}{2}|\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f\u20e3]*)+`;
const quotation = '[“„«"「][^]*[”“»"」]';

const pattern = new RegExp(
  `^(?:${languages
    .flatMap(({ gave, took, emoji: marks, things }) => {
      const target = `(?:${[quotation, ...things.map(literal)].join("|")})`;
      const leads = [
        ...gave.map(literal),
        ...took.map((words) => literal(words).replace("\\*", emoji)),
        ...marks.map(([before, after]) => [before && literal(before), emoji, literal(after)].filter(Boolean).join(" ")),
      ];
      return `(?:${leads.join("|")}) ${target}`;
    })
    .join("|")})$`,
  "iu",
);

/** A long SMS has ten parts. */
const mostCharacters = 2_000;

/** Whether a phone wrote this text for its owner, who reacted to a message. Words after the quotation are a person's. */
export function isSmsReaction(text: string): boolean {
  if (text.length > mostCharacters) return false;
  const plain = text
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/gu, " ")
    .replaceAll("'", "’")
    .trim();
  return pattern.test(plain) && isOneQuotation(plain);
}

/**
 * False for `Liked “A” and disliked “B”`: a quotation that ends before the text does. A mark after a space opens a
 * quotation.
 */
function isOneQuotation(text: string): boolean {
  const from = text.search(/[“„"「]|« ?[^»]*$/u);
  if (from < 0) return true;
  let depth = 0;
  for (const { 0: mark, index } of text.slice(from).matchAll(/[“”„«»"「」]/gu)) {
    const before = text[from + index - 1] ?? " ";
    const opens = index === 0 || "„«「".includes(mark) || ('“"'.includes(mark) && /[\s(]/u.test(before));
    depth += opens ? 1 : -1;
    if (depth === 0 && from + index < text.length - 1) return false;
  }
  return true;
}

function literal(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
