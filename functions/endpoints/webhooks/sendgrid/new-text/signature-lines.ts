const devices =
  "iphone|ipad|ipod|apple|android|galaxy|samsung|outlook|yahoo|gmail|proton|huawei|xiaomi|redmi|oneplus|pixel|oppo|vivo|realme|nokia|blackberry|smartphone|mobile|handy|mobiltelefon|téléphone|celular|móvil|cellulare|telefoon|мобильного|телефон|cihaz|windows|spark|workspace|aol|gmx|web\\.de|mail\\.ru|яндекс|skyemail|bluemail|thunderbird|手机|手機|携帯|휴대|フォン|फ़ोन|मोबाइल";
const mentionsDevice = new RegExp(devices, "iu");
/** "Sent from", at the line's start or, where the verb comes last, at its end. */
const sentFrom =
  /^(sent (from|via|with)|gesendet (von|mit|über)|von meine[mr] .*gesendet$|envoyé (de|depuis|à partir)|enviad[oa] (desde|do|de|da|pelo|via)|inviato (da|dal|dall|con)|(verstuurd|verzonden) (vanaf|met|via)|(skickat|skickades) (från|med)|sendt (fra|med)|lähetetty|wysłan[eo] (z|za|ze)|odesláno (z|ze)|отправлено (с|из)|надіслано (з|із)|发自|發自|寄自|從.*傳送$|أرسلت من|dikirim dari|đã gửi từ|gửi từ|trimis de pe|elküldve|στάλθηκε από)|(gönderildi|から送信|에서 보냄|से भेजा( गया)?)[.।]?$/iu;
const getOutlook =
  /^(get|télécharge[rz]?|obtener|obter|obtenha|ottieni|scarica|downloaden?|hämta|hent|hanki|pobierz|získat|holen sie sich|احصل)\b.*outlook|outlook .{0,20}(beziehen|herunterladen|indirin|下载|を入手|प्राप्त करें)/iu;
const mostSignatureLines = 15;

/** "Sent from my iPhone" and its like, in the languages of the mail programs. The whole line is it, and names a device. */
export function isSentFrom(line: string): boolean {
  const plain = line.trim();
  if (plain.length > 80 || /[?!]$/.test(plain)) return false;
  // A telephone number is the customer's.
  if (/\d[\d ]{5,}/.test(plain)) return false;
  return getOutlook.test(plain) || (mentionsDevice.test(plain) && sentFrom.test(plain));
}

/** Whether a signature starts here: `-- ` (RFC 3676, 4.3), or `--` with few lines below it. */
export function startsSignature(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  if (!/^-- ?$/.test(line)) return false;
  const below = lines.slice(index + 1, index + 2 + mostSignatureLines * 2);
  const end = below.findIndex((each) => each.startsWith(">"));
  const own = (end === -1 ? below : below.slice(0, end)).filter((each) => each.trim() !== "");
  return own.length <= mostSignatureLines;
}
