import type { LabelledAnswers } from "./labelled.fixture.ts";

/**
 * Turns of dialogues, labelled by hand after the weights were chosen: no weight may be changed to suit them. Replies are
 * worded as agents word them, with courtesies and small talk around what they claim.
 */
export const heldOutAnswers: readonly LabelledAnswers[] = [
  {
    source:
      "Gym membership: ₹1,800 a month or ₹15,000 a year. Open 5:30 am to 10 pm, Sundays until 1 pm. A freeze of up to 30 days is possible once a year. Personal training is ₹700 a session.",
    question: "I travel in June. Can I pause my membership?",
    grounded: [
      "Yes, gladly! Once a year you can freeze your membership for up to 30 days.",
      "No problem, a freeze is possible once a year, for at most 30 days.",
    ],
    ungrounded: [
      "Sure, you can freeze your membership for up to 60 days.",
      "I am afraid a freeze is not possible with our membership.",
      "Yes, you can freeze it twice a year, for 30 days each.",
    ],
  },
  {
    source:
      "Parcels up to 5 kg within Mumbai: ₹120, delivered the same day when booked before 11 am. Pune next day, ₹180. We do not carry liquids, batteries or jewellery.",
    question: "I have to send a necklace to Pune, what would it cost?",
    grounded: [
      "I am sorry, we do not carry jewellery. Other parcels to Pune cost ₹180 and arrive the next day.",
      "Unfortunately jewellery is something that we do not carry.",
    ],
    ungrounded: [
      "A parcel to Pune costs ₹280 and arrives the next day.",
      "We can carry your jewellery to Pune for ₹180.",
      "It costs ₹180 and arrives in Pune on the same day, and it is insured up to ₹50,000.",
    ],
  },
  {
    source:
      "Savings account Star: minimum balance ₹5,000, interest 3.5 % a year. Below the balance ₹150 a quarter is charged. Debit card free in the first year, then ₹199. Opening takes PAN and Aadhaar.",
    question: "What happens if I go below the minimum?",
    grounded: [
      "If the balance falls below ₹5,000, you are charged ₹150 a quarter.",
      "Then ₹150 is charged for the quarter. The minimum balance of Star is ₹5,000.",
    ],
    ungrounded: [
      "If the balance falls below ₹5,000, you are charged ₹250 a quarter.",
      "Nothing is charged when you go below the minimum balance.",
      "Below ₹10,000 you are charged ₹150 a quarter.",
      "Your account is closed after two months, and the branch manager calls you first.",
    ],
  },
  {
    source:
      "Admissions for class 1: children who are 6 on 31 March 2027. Forms from 4 January, last day 12 February. Interaction with Ms. Fernandes on 20 February. The fee is ₹42,000 a term; a second child pays 10 % less.",
    question: "My son turns six in February. When do I get the form?",
    grounded: [
      "Congratulations to him! Forms are given from 4 January, and the last day is 12 February.",
      "You get the form from 4 January. After that there is an interaction with Ms. Fernandes on 20 February.",
    ],
    ungrounded: [
      "Forms are given from 14 January, and the last day is 12 February.",
      "The interaction on 20 February is with Ms. D'Souza.",
      "Children have to be 5 on 31 March 2027.",
      "There is a written test in English and mathematics before the interaction.",
    ],
  },
  {
    source:
      "Ceiling fan Breeze 48 inch: ₹2,450, white or brown, 2 years warranty, 65 W. Installation ₹250. The remote control is sold separately for ₹600. Not suitable for bathrooms.",
    question: "Does the Breeze come with a remote?",
    grounded: [
      "No, the remote control is sold separately, for ₹600.",
      "The remote is not in the box: it is sold separately for ₹600. The fan itself is ₹2,450.",
    ],
    ungrounded: [
      "Yes, the remote control is included with the Breeze.",
      "The remote control is sold separately for ₹900.",
      "It comes in white, brown and black.",
      "You can control it with Alexa and from our app.",
    ],
  },
  {
    source:
      "City tour: every day except Monday, starts 9 am at the Gateway, 4 hours, ₹850 for adults, ₹400 for children under 12. Guide in English and Marathi. Full refund until 24 hours before.",
    question: "We are two adults and a child of nine. Can we come on Monday?",
    grounded: [
      "There is no tour on Monday, I am sorry. On any other day it would be ₹2,100 for the three of you.",
      "On Mondays we do not tour. It starts at 9 am at the Gateway on the other days.",
    ],
    ungrounded: [
      "Yes, the tour starts on Monday at 9 am at the Gateway.",
      "For the three of you that is ₹2,550.",
      "The guide speaks English, Hindi and Marathi.",
      "You get half of the money back if you cancel 24 hours before.",
    ],
  },
  {
    source:
      "Broadband Fibre 200: 200 Mbps, ₹799 a month, no data limit. Router free on a 12 month contract, otherwise ₹1,500. Installation within 3 working days. Static IP ₹200 a month.",
    question: "Is there any data cap? And who pays for the router?",
    grounded: [
      "There is no data limit. The router is free with a contract of 12 months, and ₹1,500 without.",
      "No cap at all! With a 12 month contract you get the router free.",
    ],
    ungrounded: [
      "There is a data limit of 1,000 GB a month.",
      "The router is free on a 6 month contract.",
      "The router is always free, and a technician brings a second one for the upper floor.",
      "Installation takes 7 working days.",
    ],
  },
  {
    source:
      "Car service Basic: ₹3,200, oil and filter, 28 points checked, 3 hours. Pick-up is free within 8 km. Open Monday to Saturday 9 to 19. Electric cars are serviced in Kharadi only.",
    question: "Do you service electric cars in Baner?",
    grounded: [
      "Not in Baner, I am afraid: electric cars are serviced in Kharadi only.",
      "Electric cars are serviced in Kharadi. Pick-up is free within 8 km.",
    ],
    ungrounded: [
      "Yes, electric cars are serviced in Baner too.",
      "Pick-up is free within 18 km.",
      "The Basic service takes 5 hours.",
      "We replace the brake pads as part of Basic at no extra charge.",
    ],
  },
  {
    source:
      "क्लिनिक सोमवार से शनिवार सुबह 10 से शाम 7 बजे तक खुला है। डॉ. कविता राव त्वचा देखती हैं, परामर्श ₹600। रविवार को क्लिनिक बंद रहता है। पहली बार आने वाले 15 मिनट पहले आएँ।",
    question: "क्या मैं रविवार को डॉक्टर से मिल सकता हूँ?",
    grounded: [
      "माफ़ कीजिए, रविवार को क्लिनिक बंद रहता है।",
      "रविवार को क्लिनिक बंद रहता है। सोमवार से शनिवार सुबह 10 से शाम 7 बजे तक आप आ सकते हैं।",
    ],
    ungrounded: [
      "जी हाँ, रविवार को क्लिनिक खुला रहता है।",
      "डॉ. कविता राव का परामर्श ₹800 है।",
      "क्लिनिक सुबह 10 से रात 9 बजे तक खुला है।",
      "डॉक्टर वीडियो कॉल पर भी देखती हैं और दवा घर भेजी जाती है।",
    ],
  },
  {
    source:
      "Thali ₹220, unlimited, weekdays 12 to 3 pm. Jain food on request. Home delivery within 4 km, free above ₹500, otherwise ₹40. Tables for more than 8 people need a booking.",
    question: "thali kitne ki hai aur jain khana milega kya?",
    grounded: [
      "Thali ₹220 ki hai, unlimited. Jain food request par milta hai.",
      "Ji haan, Jain food on request available hai. Thali ₹220 ki hai.",
    ],
    ungrounded: [
      "Thali ₹320 ki hai, unlimited.",
      "Jain food nahi milta hai.",
      "Delivery 10 km tak free hai.",
      "Thali ke saath gulab jamun aur lassi free milti hai.",
    ],
  },
];
