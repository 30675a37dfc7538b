/** Hindi in Devanagari, and romanised as people type it. */
export const hindi = `
day:0      आज, aaj, aj
day:1      कल, kal, kl, आने वाले कल
day:2      परसों, परसो, parso, parson, parsoo
day:3      नरसों, तरसों, narso, tarso
weekday:1  सोमवार, somvar, somwar, somvaar, somwaar
weekday:2  मंगलवार, मंगल, mangalvar, mangalwar, mangalvaar, mangal
weekday:3  बुधवार, बुध, budhvar, budhwar, budhvaar, budh
weekday:4  गुरुवार, गुरूवार, बृहस्पतिवार, वीरवार, guruvar, guruwar, guruvaar, brihaspativar, veervar
weekday:5  शुक्रवार, shukravar, shukrawar, shukrwar, shukravaar, shukrvar
weekday:6  शनिवार, shanivar, shaniwar, shanivaar
weekday:7  रविवार, इतवार, ravivar, raviwar, ravivaar, itvar, itwar, itvaar
month:1    जनवरी, janvari
month:2    फरवरी, फ़रवरी, farvari
month:3    मार्च
month:4    अप्रैल
month:5    मई
month:6    जून
month:7    जुलाई, julai
month:8    अगस्त, agast
month:9    सितंबर, सितम्बर, sitambar
month:10   अक्टूबर, अक्तूबर, aktubar
month:11   नवंबर, नवम्बर, navambar
month:12   दिसंबर, दिसम्बर, disambar
number:1   एक, ek
number:2   दो, do
number:3   तीन, teen, tin
number:4   चार, char, chaar
number:5   पांच, पाँच, paanch, panch, paach
number:6   छह, छः, छे, छ, chhe, chhah, chah, che, chhai
number:7   सात, saat
number:8   आठ, aath, aat
number:9   नौ, nau
number:10  दस, das, dus
number:11  ग्यारह, gyarah, gyaarah, gyara
number:12  बारह, barah, baarah, bara
number:15  पंद्रह, pandrah
number:20  बीस, bees
number:30  तीस, tees
part:morning    सुबह, सवेरे, subah, subha, savere, सुबह को, subah ko, subah me, subah mein
part:noon       दोपहर, dopahar, dopehar, dophar, dopahr, दोपहर को, दोपहर में, dopahar ko, dopahar me, dopahar mein
part:evening    शाम, sham, shaam, शाम को, शाम में, sham ko, shaam ko, shaam me, sham me
part:night      रात, raat, rat, रात को, रात में, raat ko, raat me, raat mein
midnight   आधी रात, aadhi raat
mark       बजे, baje, bje, बजकर, bajkar, बज, baj, bajey
at         करीब, लगभग, kareeb, karib, lagbhag
plus30     साढ़े, साढे, साड़े, saadhe, sadhe, sade, saade, sadhey
plus15     सवा, sava, sawa, savva
minus15    पौने, paune, pone, pauney
clock:1:30 डेढ़, डेढ, dedh, dedhh
clock:2:30 ढाई, dhai, dhaai, adhai
in         अगले
later      बाद, baad, के बाद, ke baad, k baad, bad, me, mein, में
before     se pehle, से पहले, se pahle, tak, तक, pehle
to         se, से
between-end  ke beech, के बीच, k beech, ke bich, ke beech me, ke beech mein, के बीच में, beech me, bich me
and        और, aur
or         या, ya
unit:minute  मिनट, minat, minute mein
unit:hour    घंटे, घंटा, घण्टे, घंटों, ghante, ghanta, ghanto, ghnte
unit:day     दिन, din, dino, दिनों
unit:week    हफ्ते, हफ़्ते, हफ्ता, hafte, hafta, सप्ताह
half-hour    आधे घंटे, aadhe ghante, adhe ghante, aadha ghanta, आधा घंटा
now        अभी, abhi, तुरंत, turant, अभी ही, abhi hi, फौरन
next       agle, agla, अगला
dated      tarikh, tareekh, तारीख, तारीख़
allday     कभी भी, kabhi bhi, kisi bhi samay, kisi bhi time, किसी भी समय, pura din, पूरा दिन
vague      जल्दी, jaldi, बाद में, baad me, baad mein, agle hafte, अगले हफ्ते, अगले हफ़्ते, is hafte, इस हफ्ते, thodi der, थोड़ी देर, thodi der me, thodi der mein, फिर, phir
not-after  नहीं, नही, nahi, nahin, nhi, nai, मत, mat, nahi chalega, नहीं चलेगा, nahi ho payega
but        लेकिन, मगर, बल्कि, lekin, magar, balki
past       था, थे, थी, tha, thi, गया, gaya
question   कब, कहाँ, कहां, कितना, कितने, कितनी, कैसे, क्यों, kab, kahan, kaha, kitna, kitne, kitni, kaise, kyu, kyun, kaun
filler     samay, समय, वक्त, waqt, tem, क्या, kya, na, ना, ek, che, to, को, ko, की, का, के, ki, ka, ke, पर, pe, par, जी, ji, हाँ, हां, haan, haa, han, मुझे, mujhe, mujhko, मेरे, mera, mere, आप, aap, मैं, main, mai, हम, hum, कॉल, फोन, फ़ोन, fon, कर, करें, करो, करिए, कीजिए, kar, kare, karen, karein, karo, kariye, karna, kijiye, करना, दो, दीजिए, dijiye, dena, देना, लेना, lena, ठीक, theek, thik, ठीक है, theek hai, thik hai, है, hai, रहेगा, rahega, rhega, चलेगा, chalega, सही, sahi, कृपया, kripya, प्लीज, बात, baat, चाहिए, chahiye, हूँ, hu, hoon, hun, होगा, hoga, धन्यवाद, shukriya, भी, bhi, ही, hi, wala, wale, वाले, bhai, bhaiya, namaste, नमस्ते, milega, मिलेगा, free, sakte, sakta, सकते, लीजिए, lijiye, kar lo, kar lena, कर लेना, कर दो, kar do, kar dena, karwa, karwana, tab, तब, din me, दिन में
`;
