/** Frequent words that distinguish a language from another one in the same script. */
export const hindiWords = words(`
  है हैं नहीं मुझे क्या कैसे और मैं का की के को से में था थी थे हूँ हूं आप हम यह वह मेरा मेरी मेरे कितना कितने कितनी चाहिए करना
  करने लिए भी कब कहाँ कहां हो रहा रही रहे कर सकता सकते सकती बहुत लेकिन अब तक जी अच्छा`);

export const marathiWords = words(`
  आहे आहेत नाही नाहीत मला तुम्ही काय कसे कसा कशी माझे माझा माझी माझ्या पाहिजे आणि होते होता होती करा आम्ही मी तुमचे तुमचा
  तुमची हवे हवी हवा कधी झाले झाला झाली कुठे किती आपण त्या हे ही हा का करू शकता शकतो सांगा द्या मध्ये खूप पण धन्यवाद नमस्कार`);

/** Romanised Hindi words that are not English words. `hi`, `to`, `me`, `the`, `do` and `par` are therefore left out. */
export const hinglishWords = words(`
  hai hain nahi nahin nhi kya kyu kyun kaise kaisa kaisi mujhe mujhko mera meri mere kitna kitne kitni kab kahan kaha
  chahiye chaiye karna karne karo karwana karwani karvana karu karun karta karte raha rahi rahe aap aapka aapki aapke hum
  humko tum tumhara bhi aur ka ki ke ko se mein mai main hoon hun tha thi ho hoga hogi hota hoti gaya gayi diya
  liya batao bataiye batayiye bolo bol sakta sakte sakti accha acha achha achchha achi acchi theek thik haan han haa ji
  lekin magar kyunki abhi aaj kal baad pehle sab kuch koi kisi jaldi bahut bohot bahot zyada jyada thoda namaste
  namaskar shukriya dhanyavaad dhanyavad paisa paise rupaye rupay ghar wala wali wale yeh ye woh wo isse usse unka
  unke iska iski bhai didi madam sahab dard bukhar khoon jaanch janch report chahta chahti chahte milega milegi
  dikhao samajh pata nahi bilkul sahi galat kharab bekar insaan baat karni`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}
