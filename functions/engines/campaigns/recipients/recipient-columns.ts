import { channels } from "../../../../shared/channels/definitions.ts";
import { placeholderKey } from "../../../../shared/channels/templates/fill-text.ts";
import type { CampaignChannel } from "../campaign.ts";

/** What a column of a recipient list is called, as `columnKey` writes it. */
export type ColumnKind = "phone" | "whatsapp" | "email" | "name" | "firstName" | "lastName";

/** What spreadsheets and address books of the supported countries call them. */
const written: Readonly<Record<ColumnKind, readonly string[]>> = {
  phone: [
    ...["phone", "phone number", "phone no", "phone 1 value", "mobile", "mobile number", "mobile no", "mobile phone"],
    ...[
      "cell",
      "cell phone",
      "cellphone",
      "cell number",
      "number",
      "contact",
      "contact number",
      "contact no",
      "msisdn",
    ],
    ...["tel", "telephone", "telephone number", "sms", "telefon", "telefonnummer", "handy", "handynummer"],
    ...["telefono", "teléfono", "movil", "móvil", "celular", "telefone", "telephone portable", "téléphone", "portable"],
    ...[
      "फोन",
      "फ़ोन",
      "फोन नंबर",
      "फ़ोन नंबर",
      "फोन नं",
      "मोबाइल",
      "मोबाइल नंबर",
      "मोबाइल नं",
      "नंबर",
      "संपर्क",
      "संपर्क नंबर",
      "दूरभाष",
    ],
    ...["मोबाईल", "मोबाईल नंबर", "मोबाईल क्रमांक", "फोन क्रमांक", "संपर्क क्रमांक", "ফোন", "ফোন নম্বর", "মোবাইল", "মোবাইল নম্বর"],
    ...["ఫోన్", "ఫోన్ నంబర్", "మొబైల్", "మొబైల్ నంబర్", "தொலைபேசி", "தொலைபேசி எண்", "மொபைல்", "மொபைல் எண்", "கைபேசி"],
    ...["ફોન", "ફોન નંબર", "મોબાઇલ", "મોબાઈલ", "મોબાઇલ નંબર", "મોબાઈલ નંબર", "فون", "فون نمبر", "موبائل", "موبائل نمبر"],
  ],
  whatsapp: [
    ...["whatsapp", "whatsapp number", "whatsapp no", "whatsapp phone", "wa number", "wa id"],
    ...["व्हाट्सएप", "व्हाट्सऐप", "व्हाट्सएप नंबर", "व्हाट्सऐप नंबर", "व्हॉट्सअॅप", "व्हॉट्सॲप"],
  ],
  email: [
    ...[
      "email",
      "e-mail",
      "email address",
      "e-mail address",
      "e-mail 1 value",
      "email id",
      "e-mail id",
      "mail",
      "mail id",
    ],
    ...["emailadresse", "e-mail-adresse", "correo", "correo electrónico", "courriel", "adresse e-mail"],
    ...["ईमेल", "ई-मेल", "इमेल", "ईमेल पता", "ईमेल आईडी", "ইমেইল", "ఈమెయిల్", "மின்னஞ்சல்", "ઈમેલ", "ઇમેઇલ", "ای میل"],
  ],
  name: [
    ...["name", "customer name", "full name", "fullname", "customer", "contact name", "contact person", "display name"],
    ...["nombre completo", "nom complet", "नाम", "पूरा नाम", "ग्राहक", "ग्राहक का नाम", "ग्राहक नाम", "नाव", "संपूर्ण नाव"],
    ...["নাম", "పేరు", "பெயர்", "નામ", "نام", "پورا نام"],
  ],
  firstName: [
    "first name",
    "firstname",
    "given name",
    "forename",
    "vorname",
    "nombre",
    "prénom",
    "पहला नाम",
    "प्रथम नाम",
  ],
  lastName: [
    "last name",
    "lastname",
    "surname",
    "family name",
    "nachname",
    "apellido",
    "apellidos",
    "उपनाम",
    "अंतिम नाम",
  ],
};

const keys = new Map(Object.entries(written).map(([kind, names]) => [kind, new Set(names.map(columnKey))] as const));

/** A column's name as placeholders name it: `Phone No. (with code) *` is `phone_no`. */
export function columnKey(name: string): string {
  const plain = name.replace(/\([^()]*\)/g, " ").replace(/["'*#:؛।.]+/g, " ");
  return placeholderKey(plain.trim());
}

/** Kinds of columns that hold a channel's addresses, the most certain first. */
export function addressKinds(channel: CampaignChannel): readonly ColumnKind[] {
  if (channels[channel].identity.kind === "email") return ["email"];
  return channel === "whatsapp" ? ["whatsapp", "phone"] : ["phone", "whatsapp"];
}

export function isColumnOf(kind: ColumnKind, key: string): boolean {
  return keys.get(kind)?.has(key) ?? false;
}

/** Whether it says to whom a message goes, whatever the channel. */
export function isAddressColumn(key: string): boolean {
  return isColumnOf("phone", key) || isColumnOf("whatsapp", key) || isColumnOf("email", key);
}
