/** AFINN words that a customer uses for a need, a symptom, a step or food, not for a mood. */
export const neutral = set(`
  pain pains painful sick ill illness fever cancer disease infection infected hurt hurts injury injured emergency
  death dead die died dying blood bleeding bleed weak weakness suffer suffering suffered allergic depression anxiety
  stress stressed ache headache cough patient patients risk risks no yes please help want like pay cancel cancelled
  cancelling stop free top share join reach block problem debt loss lost need support matter care certain clear
  doubt doubts drop easy fit fresh growth healthy important interested interest miss missed missing natural
  positive negative profit protect ready save safe security solution solve treat united vision demand urgent
  nuts bitter`);

/** Valences of words that AFINN lacks: other supported languages and customers' vocabulary. -5 to 5, as in AFINN. */
export const ownValence: readonly (readonly [string, number])[] = [
  ...withValence(-4, `worst pathetic useless scam fraud cheats cheaters dhokha dhokebaaz धोखा धोखेबाज बकवास ठगी`),
  ...withValence(
    -3,
    `bekar bekaar bakwas bakwaas ghatiya wahiyat gussa naraz naraaz kharab kharaab bura buri ganda gandi
     frustrated frustrating unacceptable ridiculous rude unprofessional
     बेकार घटिया खराब ख़राब बुरा बुरी गुस्सा नाराज़ नाराज गंदा वाहियात
     वाईट भयंकर बेकार राग संताप फसवणूक
     খারাপ বাজে জঘন্য রাগ প্রতারণা বিরক্ত
     చెత్త దారుణం దారుణంగా కోపం మోసం చెడ్డ
     மோசம் மோசமான கோபம் ஏமாற்று கேவலம்
     ખરાબ બકવાસ ગુસ્સો છેતરપિંડી નકામું
     خراب برا بری بکواس غصہ گھٹیا دھوکہ بیکار`,
  ),
  ...withValence(
    -2,
    `pareshan pareshaan dikkat mushkil late delay delayed waiting waited slow takleef galat expensive mehnga mehanga
     परेशान दिक्कत मुश्किल गलत देरी तकलीफ महंगा
     त्रास चूक उशीर समस्या महाग অসুবিধা ভুল দেরি সমস্যা ఆలస్యం తప్పు సమస్య தாமதம் தவறு பிரச்சனை
     તકલીફ ખોટું મોડું સમસ્યા پریشان مسئلہ غلط دیر مشکل`,
  ),
  ...withValence(
    2,
    `shukriya dhanyavad dhanyavaad dhanyawad thx ty meharbani theek thik sahi
     धन्यवाद शुक्रिया ठीक सही आभार ধন্যবাদ ధన్యవాదాలు நன்றி આભાર شکریہ مہربانی`,
  ),
  ...withValence(
    3,
    `accha acha achha achchha achi acchi badhiya badiya mast zabardast khush khushi behtareen shaandar pasand
     अच्छा अच्छी अच्छे बढ़िया मस्त खुश शानदार बेहतरीन पसंद
     छान मस्त उत्तम सुंदर आनंद ভালো দারুণ চমৎকার খুশি సంతోషం బాగుంది బాగా అద్భుతం
     நல்ல அருமை சிறப்பு மகிழ்ச்சி સરસ ખુશ ઉત્તમ સારું સારી اچھا اچھی بہترین خوش زبردست شاندار`,
  ),
];

export const negators = set(`
  not no never none nothing without hardly cannot dont doesnt didnt isnt wasnt wont cant
  nahi nahin nhi mat na नहीं नही मत ना न नाही नको না নয় নেই కాదు లేదు இல்லை வேண்டாம் નહીં નથી نہیں نہ مت`);

export const boosters = set(`
  very really so extremely totally absolutely too super highly bahut bohot bahot bilkul ekdum zyada
  बहुत बिल्कुल एकदम ज़्यादा खूप अतिशय খুব অনেক చాలా மிகவும் ரொம்ப ખૂબ બહુ بہت بالکل`);

export const contrasts = set(`but however although lekin magar लेकिन मगर पर पण কিন্তু కానీ ஆனால் પણ لیکن مگر`);

/** Emoji by the Emoji Sentiment Ranking (Kralj Novak et al. 2015), scaled to AFINN's range. */
export const emojiValence: ReadonlyMap<string, number> = new Map([
  ...withValence(3, "😀 😃 😄 😁 😊 😍 🥰 😘 🎉 💯 👏 🤩 ❤ 💖 💕"),
  ...withValence(2, "🙂 👍 🙏 😌 😉 👌 ✅ 😇 🤗 💪 ✨ 🌟 ⭐ 😂"),
  ...withValence(-2, "😕 🙁 ☹ 😟 😞 😔 😒 😐 😩 😫 😢 👎 🤦 😓 😥"),
  ...withValence(-3, "😠 😡 🤬 😤 😭 💔 🖕 🤮 😱"),
]);

function set(list: string): ReadonlySet<string> {
  return new Set(split(list));
}

function withValence(valence: number, list: string): (readonly [string, number])[] {
  return split(list).map((word) => [word, valence] as const);
}

function split(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== "");
}
