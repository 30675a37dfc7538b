/** Marathi, Bengali, Gujarati, Tamil, Telugu, Kannada, Malayalam and Punjabi, with the romanised words that are frequent. */
export const marathi = `
day:0      आज
day:1      उद्या, udya, udyaa, उद्याला
day:2      परवा, parva, parwa
weekday:1  सोमवारी
weekday:2  मंगळवार, मंगळवारी, mangalvari
weekday:3  बुधवारी
weekday:4  गुरुवारी
weekday:5  शुक्रवारी
weekday:6  शनिवारी
weekday:7  रविवारी
number:6   सहा, saha
number:8   aath
number:9   नऊ, nau
number:10  दहा, daha
number:11  अकरा, akra
number:12  बारा
number:5   पाच, pach
part:morning    सकाळी, सकाळ, sakali, sakal
part:noon       दुपारी, दुपार, dupari, dupar
part:evening    संध्याकाळी, सायंकाळी, संध्याकाळ, sandhyakali, sandhyakal
part:night      रात्री, ratri
mark       वाजता, वाजेपर्यंत, वाजेच्या, vajta, vajata, wajta, wajata, वा
plus30     साडे
plus15     सव्वा
minus15    पावणे
clock:1:30 दीड
clock:2:30 अडीच
later      नंतर, nantar
unit:hour  तास, तासांनी, तासात, तासांनंतर, taas
unit:minute मिनिटे, मिनिटांनी, मिनिटांत
before     आधी, पूर्वी
between-end  दरम्यान, च्या दरम्यान, darmyan
now        आत्ता, लगेच, atta, lagech
allday     कधीही, kadhihi
vague      लवकर, नंतर कधी, पुढच्या आठवड्यात
not-after  नाही, नको, nahi, nako
filler     मला, फोन करा, करा, kara, चालेल, chalel, मी, तुम्ही, ठीक आहे, आहे, कृपया
past       काल, होता, होते
question   कधी, किती, कुठे, काय, kadhi, kiti, kuthe
`;
export const bengali = `
day:0      আজ, আজকে, aaj, ajke, aajke
day:1      কাল, কালকে, আগামীকাল, আগামী কাল, kalke, agamikal, agami kal
day:2      পরশু, পরশুদিন, porshu, parshu
weekday:1  সোমবার, sombar
weekday:2  মঙ্গলবার, mongolbar
weekday:3  বুধবার, budhbar
weekday:4  বৃহস্পতিবার, brihospotibar
weekday:5  শুক্রবার, shukrobar
weekday:6  শনিবার, shonibar
weekday:7  রবিবার, robibar
month:12   ডিসেম্বর
month:1    জানুয়ারি
number:1   এক, একটা, একটায়
number:2   দুই, দুটো, দুটোয়, দুটায়
number:3   তিন, তিনটে, তিনটায়, তিনটেয়
number:4   চার, চারটে, চারটায়
number:5   পাঁচ, পাঁচটা, পাঁচটায়, panch, pachta
number:6   ছয়, ছটা, ছয়টায়, ছটায়
number:7   সাত, সাতটা, সাতটায়
number:8   আট, আটটা, আটটায়
number:9   নয়টা, নটা, নয়টায়, নটায়
number:10  দশ, দশটা, দশটায়
number:11  এগারো, এগারোটা, এগারোটায়
number:12  বারো, বারোটা, বারোটায়
part:morning    সকাল, সকালে, shokal, shokale, sokal, sokale
part:noon       দুপুর, দুপুরে, dupur, dupure
part:afternoon  বিকেল, বিকাল, বিকেলে, বিকালে, bikel, bikele, bikal
part:evening    সন্ধ্যা, সন্ধ্যায়, সন্ধ্যে, shondha, sondha, shondhay
part:night      রাত, রাতে, raat, raate
mark       টা, টায়, টার সময়, ta, tay, টার
plus30     সাড়ে, sare
plus15     সওয়া
minus15    পৌনে
clock:1:30 দেড়টা, দেড়টায়
clock:2:30 আড়াইটা, আড়াইটায়
later      পরে, পর, pore
before     আগে, মধ্যে
to         থেকে
unit:hour  ঘন্টা, ঘণ্টা, ঘণ্টার, ঘন্টার, ghonta
unit:minute মিনিট, মিনিটের
unit:day   দিন
now        এখন, এখনই, এখনি, ekhon, ekhoni
allday     যেকোনো সময়, যে কোনো সময়
vague      তাড়াতাড়ি, পরের সপ্তাহে
not-after  না, নয়, noy
filler     আমাকে, ফোন, কল, করুন, করবেন, আমি, আপনি, দয়া করে, হ্যাঁ, ঠিক আছে, korun, amake
question   কখন, কত, কোথায়, কি, কী, koto, kothay
`;
export const gujarati = `
day:0      આજે, આજ, aaje
day:1      કાલે, આવતીકાલે, આવતી કાલે, કાલ, kaale, kale, avtikale, aavtikale
day:2      પરમ દિવસે, પરમદિવસે, param divse
weekday:1  સોમવારે, સોમવાર, somvare
weekday:2  મંગળવારે, મંગળવાર, mangalvare
weekday:3  બુધવારે, બુધવાર, budhvare
weekday:4  ગુરુવારે, ગુરુવાર, guruvare
weekday:5  શુક્રવારે, શુક્રવાર, shukravare
weekday:6  શનિવારે, શનિવાર, shanivare
weekday:7  રવિવારે, રવિવાર, ravivare
month:12   ડિસેમ્બર
month:1    જાન્યુઆરી
number:1   એક
number:2   બે
number:3   ત્રણ
number:4   ચાર
number:5   પાંચ
number:6   છ
number:7   સાત
number:8   આઠ
number:9   નવ
number:10  દસ
number:11  અગિયાર
number:12  બાર
part:morning    સવારે, સવાર, savare
part:noon       બપોરે, બપોર, bapore
part:evening    સાંજે, સાંજ, sanje, saanje
part:night      રાત્રે, રાતે, ratre
mark       વાગ્યે, વાગે, વાગ્યા, vagye, vage, vagya, vaage
plus30     સાડા
plus15     સવા
minus15    પોણા
later      પછી, pachi, pachhi
before     પહેલા, પહેલાં
to         થી
unit:hour  કલાક, કલાકમાં
unit:minute મિનિટ, મિનિટમાં
now        હમણાં, હમણા, અત્યારે, hamna
allday     ગમે ત્યારે
not-after  નહીં, નહિ, નથી
filler     મને, ફોન, કોલ, કરો, કરજો, હું, તમે, હા, karo, mane, karjo
question   ક્યારે, કેટલા, ક્યાં, શું, kyare, ketla
`;
export const tamil = `
day:0      இன்று, இன்னைக்கு, இன்றைக்கு, indru, inru, innaiku, inniku, inniki
day:1      நாளை, நாளைக்கு, naalai, nalai, naalaikku, nalaiku, naalaiku, naliki
day:2      நாளை மறுநாள், நாளைமறுநாள், நாளன்னைக்கு, naalai marunaal, nalannaiku
weekday:1  திங்கள், திங்கட்கிழமை, திங்கள்கிழமை
weekday:2  செவ்வாய், செவ்வாய்க்கிழமை
weekday:3  புதன், புதன்கிழமை
weekday:4  வியாழன், வியாழக்கிழமை
weekday:5  வெள்ளி, வெள்ளிக்கிழமை
weekday:6  சனி, சனிக்கிழமை
weekday:7  ஞாயிறு, ஞாயிற்றுக்கிழமை
month:12   டிசம்பர்
month:1    ஜனவரி
number:1   ஒரு, ஒன்று
number:2   இரண்டு
number:3   மூன்று
number:4   நான்கு
number:5   ஐந்து, anju
number:6   ஆறு, aaru
number:7   ஏழு
number:8   எட்டு
number:9   ஒன்பது
number:10  பத்து, pathu
number:11  பதினொன்று, பதினொரு
number:12  பன்னிரண்டு
part:morning    காலை, காலையில், kaalai, kaalaiyil, kalaila
part:noon       மதியம், நண்பகல், mathiyam, madhiyam
part:afternoon  பிற்பகல்
part:evening    மாலை, மாலையில், சாயங்காலம், maalai, maalaiyil, sayangalam
part:night      இரவு, இரவில், iravu
mark       மணிக்கு, மணி, manikku, maniku, mani
later      பிறகு, கழித்து, piragu, kazhithu
before     முன், முன்பு
unit:hour  மணி நேரம், மணிநேரம், மணி நேரத்தில்
unit:minute நிமிடம், நிமிடங்கள், நிமிடத்தில்
now        இப்போது, இப்போ, உடனே, ippo, udane
allday     எப்போது வேண்டுமானாலும்
not-after  இல்லை, வேண்டாம், illai, vendam
filler     எனக்கு, என்னை, அழைக்கவும், அழையுங்கள், கூப்பிடுங்கள், கால், போன், பண்ணுங்க, pannunga, enakku, சரி
question   எப்போது, எவ்வளவு, எங்கே, என்ன, eppo, evlo, enga
`;
export const telugu = `
day:0      ఈరోజు, ఈ రోజు, నేడు, eeroju, ee roju, ivala
day:1      రేపు, repu
day:2      ఎల్లుండి, ellundi
weekday:1  సోమవారం, somavaram
weekday:2  మంగళవారం, mangalavaram
weekday:3  బుధవారం, budhavaram
weekday:4  గురువారం, guruvaram
weekday:5  శుక్రవారం, sukravaram, shukravaram
weekday:6  శనివారం, sanivaram, shanivaram
weekday:7  ఆదివారం, aadivaram, adivaram
month:12   డిసెంబర్
month:1    జనవరి
number:1   ఒకటి, ఒక, ఒంటి
number:2   రెండు
number:3   మూడు
number:4   నాలుగు
number:5   ఐదు, aidu
number:6   ఆరు
number:7   ఏడు
number:8   ఎనిమిది
number:9   తొమ్మిది
number:10  పది, padi
number:11  పదకొండు
number:12  పన్నెండు
part:morning    ఉదయం, పొద్దున, పొద్దున్న, udayam, poddunna
part:noon       మధ్యాహ్నం, madhyahnam, madyahnam
part:evening    సాయంత్రం, sayantram, saayantram
part:night      రాత్రి, raatri
mark       గంటలకు, గంటలకి, గంటకు, gantalaku, gantalaki, gantala
later      తర్వాత, తరువాత, tarvata
before     ముందు, లోపు
unit:hour  గంటలు, గంట, గంటల్లో, గంటలో, గంటల
unit:minute నిమిషాలు, నిమిషాల్లో, నిమిషాల
now        ఇప్పుడు, ఇప్పుడే, వెంటనే, ippudu, ventane
allday     ఎప్పుడైనా
not-after  కాదు, వద్దు, లేదు, kaadu, vaddu
filler     నాకు, కాల్, ఫోన్, చేయండి, cheyandi, naaku, సరే, నేను, మీరు
question   ఎప్పుడు, ఎంత, ఎక్కడ, ఏమిటి, eppudu, entha, ekkada
`;
export const urdu = `
day:0      آج
day:1      کل
day:2      پرسوں
weekday:1  پیر, سوموار
weekday:2  منگل
weekday:3  بدھ
weekday:4  جمعرات
weekday:5  جمعہ, جمعے
weekday:6  ہفتہ, سنیچر
weekday:7  اتوار
month:12   دسمبر
month:1    جنوری
number:1   ایک
number:2   دو
number:3   تین
number:4   چار
number:5   پانچ
number:6   چھ, چھے
number:7   سات
number:8   آٹھ
number:9   نو
number:10  دس
number:11  گیارہ
number:12  بارہ
part:morning    صبح
part:noon       دوپہر
part:evening    شام
part:night      رات
mark       بجے
plus30     ساڑھے
plus15     سوا
minus15    پونے
clock:1:30 ڈیڑھ
clock:2:30 ڈھائی
later      بعد, کے بعد, میں
before     سے پہلے, تک
to         سے
between-end  کے درمیان
and        اور
or         یا
unit:hour  گھنٹے, گھنٹہ
unit:minute منٹ
unit:day   دن
half-hour  آدھے گھنٹے
now        ابھی, فوراً, فورا
allday     کسی بھی وقت
not-after  نہیں
filler     کیا, کو, کی, کا, مجھے, کال, فون, کریں, جی, ہاں, ہے, ٹھیک
question   کب, کہاں, کتنا, کتنے
`;
/** The languages that are recognised without fixed sentences of their own. */
export const southernAndPunjabi = `
day:0      ಇಂದು, ಇವತ್ತು, ഇന്ന്, ਅੱਜ, ଆଜି
day:1      ನಾಳೆ, naale, നാളെ, ਕੱਲ੍ਹ, ਕੱਲ, ଆସନ୍ତାକାଲି, କାଲି
day:2      ನಾಡಿದ್ದು, മറ്റന്നാൾ, ਪਰਸੋਂ
part:morning    ಬೆಳಿಗ್ಗೆ, ಬೆಳಗ್ಗೆ, രാവിലെ, ਸਵੇਰੇ, ସକାଳେ
part:noon       ಮಧ್ಯಾಹ್ನ, ഉച്ചയ്ക്ക്, ਦੁਪਹਿਰ
part:evening    ಸಂಜೆ, വൈകുന്നേരം, വൈകിട്ട്, ਸ਼ਾਮ, ସନ୍ଧ୍ୟାରେ
part:night      ರಾತ್ರಿ, രാത്രി, ਰਾਤ, ରାତିରେ
mark       ಗಂಟೆಗೆ, മണിക്ക്, ਵਜੇ, ଟାରେ
not-after  ಬೇಡ, ಅಲ್ಲ, വേണ്ട, അല്ല, ਨਹੀਂ, ନାହିଁ
now        ಈಗ, ഇപ്പോൾ, ਹੁਣੇ, ବର୍ତ୍ତମାନ
filler     ಕರೆ ಮಾಡಿ, വിളിക്കൂ, ਫ਼ੋਨ, ਕਰੋ, ਨੂੰ
`;
