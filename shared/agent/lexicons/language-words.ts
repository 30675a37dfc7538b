/** Frequent words that distinguish a language from another one in the same script. */
export const hindiWords = words(`
  है हैं नहीं मुझे क्या कैसे और मैं का की के को से में था थी थे हूँ हूं आप हम यह वह मेरा मेरी मेरे कितना कितने कितनी चाहिए करना
  करने लिए भी कब कहाँ कहां हो रहा रही रहे कर सकता सकते सकती बहुत लेकिन अब तक जी अच्छा`);

export const marathiWords = words(`
  आहे आहेत नाही नाहीत मला तुम्ही काय कसे कसा कशी माझे माझा माझी माझ्या पाहिजे आणि होते होता होती करा आम्ही मी तुमचे तुमचा
  तुमची हवे हवी हवा कधी झाले झाला झाली कुठे किती आपण त्या हे ही हा का करू शकता शकतो सांगा द्या मध्ये खूप पण धन्यवाद नमस्कार`);

/** Romanised Hindi words that are not English words. `hi`, `to`, `me`, `the`, `do` and `par` are therefore left out. */
const hinglishWords = words(`
  hai hain nahi nahin nhi kya kyu kyun kaise kaisa kaisi mujhe mujhko mera meri mere kitna kitne kitni kab kahan kaha
  chahiye chaiye karna karne karo karwana karwani karvana karu karun karta karte raha rahi rahe aap aapka aapki aapke hum
  humko tum tumhara bhi aur ka ki ke ko se mein mai main hoon hun tha thi ho hoga hogi hota hoti gaya gayi diya
  liya batao bataiye batayiye bolo bol sakta sakte sakti accha acha achha achchha achi acchi theek thik haan han haa ji
  lekin magar kyunki abhi aaj kal baad pehle sab kuch koi kisi jaldi bahut bohot bahot zyada jyada thoda namaste
  namaskar shukriya dhanyavaad dhanyavad paisa paise rupaye rupay ghar wala wali wale yeh ye woh wo isse usse unka
  unke iska iski bhai didi madam sahab dard bukhar khoon jaanch janch report chahta chahti chahte milega milegi
  dikhao samajh pata nahi bilkul sahi galat kharab bekar insaan baat karni`);

/** Frequent words of languages in Latin letters, romanised ones included. None is an English word. */
export const latinWords: Readonly<Record<string, ReadonlySet<string>>> = {
  "hi-Latn": hinglishWords,
  "ta-Latn": words(`
    enna eppo eppadi epdi evlo evvalavu enga irukku iruku irukka illa illai venum vendum naan naanga neenga ungal unga
    enakku ennaku pannunga pannanum panna sollunga vanakkam nandri inniku nalaiku naalaikku naalai kaalai kaalaiyil
    maalai mudiyuma paakanum vaanga romba konjam vilai edukkanum kudunga`),
  "te-Latn": words(`
    enti emiti ekkada eppudu entha undi unnaya ledu kavali naaku naku meeru memu nenu cheyandi cheppandi cheyali
    chestara namaskaram repu eeroju ivala dhanyavadalu avunu kaadu undha andi gantalaku udayam sayantram vastara kadha
    ela cheyinchali dhara kosam`),
  "bn-Latn": words(`
    ami amar amake amader apni apnar apnara koto kobe kokhon kothay korte korbo korben korun korate chai ache achhe nei
    hobe bolun dhonnobad ekta keno jonno theke parbo parben lagbe debo kemon bhalo shokale sokale bikele pabo dorkar`),
  "mr-Latn": words(`
    aahe ahe ahet aahet kay kaay kuthe kadhi kiti mala tumhi amhi majha majhi maze majhe pahije havi sanga karaycha
    karaychi karayche udya sakali dupari sandhyakali kashi shakto shakta milel zala jhala ani hoil vajta nako tumcha
    tumchi kimmat`),
  "gu-Latn": words(`
    chhe chho che shu kem kyare kyan ketla ketlu ketli tame tamne tamaru tamara maru joiye joie hoy nathi karvu karvo
    karvi karavvo karavvu aapo avtikale aavtikale kaale majama thase thashe levu ane chu savare sanje vagye kimat`),
  "pa-Latn": words(`
    tusi tuhada tuhadi tuhanu mainu kinna kinne kinni kithe kidda dasso chahida chahidi karde hega haigi vich kado assi
    sadda saade karwauna`),
  "kn-Latn": words(`
    yenu enu hege elli yavaga eshtu beku beda nanage nanu neevu nimma maadi madi namaskara naale dayavittu agutta
    aagutta ide illa bele maadisbeku`),
  "ml-Latn": words(`
    enthaanu enthanu evide eppol ethra venam njan ningal ente enikku cheyyan cheyyamo paranju nale aano aanu undo illa
    vila pattumo`),
  es: words(`el los las una cuanto cuánto cuesta precio que qué por para quiero necesito hola gracias cuando cuándo
    dónde donde está con mi cita mañana puedo hay`),
  pt: words(`o os uma quanto custa preço que por para quero preciso olá obrigado obrigada quando onde está com meu
    minha consulta amanhã posso não você`),
  fr: words(`le les une combien coûte prix pour je voudrais bonjour merci quand où est avec mon demain puis pas vous
    quel quelle du des rendez`),
  de: words(`der das ein eine wie viel kostet preis für ich möchte hallo danke wann wo ist mit mein morgen kann nicht
    bitte sie und termin`),
};

/** Frequent words of languages in the Arabic script, and letters that only one of them writes. */
export const arabicScript = {
  ur: { letters: /[ٹڈڑںےہھۂۓ]/g, words: words("کیا کی کے کا میں نہیں کل آج کب مجھے آپ اور سے کو پر") },
  ar: {
    letters: /[ةىيكإأ]/g,
    words: words("ما من في على هل كم متى اين أين اريد أريد هذا هذه مرحبا شكرا السلام عليكم لا نعم غدا غداً سعر"),
  },
  fa: { letters: /[ژپچگ]/g, words: words("است چقدر چند می من شما این لطفا ممنون فردا کجا قیمت برای را") },
} as const;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}
