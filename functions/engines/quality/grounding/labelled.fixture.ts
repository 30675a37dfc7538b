/** Answers of agents, labelled by hand against the sources they were given. Wrong ones differ in one thing, as models err. */
export interface LabelledAnswers {
  readonly source: string;
  readonly question: string;
  readonly grounded: readonly string[];
  readonly ungrounded: readonly string[];
}

export const labelledAnswers: readonly LabelledAnswers[] = [
  {
    source:
      "Complete blood count (CBC). Price ₹350. No fasting needed. Reports are ready within 6 hours. Home collection costs ₹100 extra and is free above ₹1,000.",
    question: "How much is a CBC and do I need to fast?",
    grounded: [
      "A CBC costs ₹350 and you do not need to fast. The report is ready within 6 hours.",
      "The complete blood count is Rs. 350. You can eat before it.",
      "CBC is ₹350. We can collect at home for ₹100 more.",
    ],
    ungrounded: [
      "A CBC costs ₹450 and you do not need to fast.",
      "A CBC costs ₹350. You need to fast before it.",
      "A CBC costs ₹350 and the report comes within 24 hours.",
      "The CBC also screens for dengue and malaria, and our doctor explains the report by video.",
    ],
  },
  {
    source:
      "Thyroid profile (T3, T4, TSH): ₹600. Sample type: blood. Fasting is recommended for 8 to 10 hours. Dr. Meera Nair reviews abnormal results at the Andheri lab.",
    question: "Who looks at abnormal thyroid results?",
    grounded: [
      "Dr. Meera Nair reviews abnormal thyroid results at our Andheri lab.",
      "Abnormal results are reviewed by Dr. Meera Nair. The profile costs ₹600.",
    ],
    ungrounded: [
      "Dr. Rakesh Shah reviews abnormal thyroid results at our Andheri lab.",
      "Dr. Meera Nair reviews abnormal results at our Bandra lab.",
      "Fasting is not recommended for the thyroid profile.",
      "Every result is discussed with an endocrinologist during a free follow-up visit.",
    ],
  },
  {
    source:
      "Returns: unworn items may be returned within 30 days with the receipt. Sale items can be exchanged but not refunded. Refunds go to the original payment method in 5 to 7 business days.",
    question: "Can I return something I bought in the sale?",
    grounded: [
      "Sale items can be exchanged, but they are not refunded.",
      "You can exchange items from the sale. A refund is not possible for them.",
      "Unworn items can come back within 30 days if you have the receipt.",
    ],
    ungrounded: [
      "Sale items can be refunded within 30 days.",
      "You can return worn items within 30 days with the receipt.",
      "Refunds are given in store credit within two weeks.",
      "Returns are accepted within 60 days with the receipt.",
    ],
  },
  {
    source:
      "Deluxe room: king bed, sea view, breakfast included, ₹7,200 a night. Check-in from 2 pm, check-out until 11 am. Pets are not allowed. The pool is open from 7 am to 9 pm.",
    question: "Is breakfast included and can I bring my dog?",
    grounded: [
      "Breakfast is included in the deluxe room. Pets are not allowed.",
      "The deluxe room with sea view is ₹7,200 a night and includes breakfast, but pets are not allowed.",
      "Check-in starts at 2 pm and check-out is until 11 am.",
    ],
    ungrounded: [
      "Pets are allowed in the deluxe room.",
      "Breakfast is not included in the deluxe room.",
      "Check-in starts at 11 am and check-out is until 4 pm.",
      "The deluxe room has two queen beds and a garden view.",
      "A spa, a gym and airport pick-up are complimentary for every guest.",
    ],
  },
  {
    source:
      "Flight AI 302 leaves Delhi at 06:15 and arrives in Bengaluru at 09:05. Checked baggage: 15 kg. A change costs ₹3,250 plus the difference of fares. The fare is not refundable.",
    question: "What does changing my flight cost?",
    grounded: [
      "Changing costs ₹3,250 plus the fare difference.",
      "AI 302 leaves Delhi at 06:15 and reaches Bengaluru at 09:05. You may check in 15 kg of baggage.",
      "The fare is not refundable.",
    ],
    ungrounded: [
      "Changing costs ₹2,250 plus the fare difference.",
      "AI 302 leaves Bengaluru at 06:15 and arrives in Mumbai at 09:05.",
      "The fare is refundable.",
      "You may check in 25 kg of baggage.",
      "A meal and a window seat are part of your ticket.",
    ],
  },
  {
    source:
      "Premium plan: ₹999 a month, 5 users, 100 GB storage, phone support. Basic plan: ₹299 a month, 1 user, 10 GB storage, e-mail support. Both can be cancelled at the end of a month.",
    question: "What is the difference between the plans?",
    grounded: [
      "Premium is ₹999 a month for 5 users with 100 GB storage and phone support. Basic is ₹299 a month for 1 user with 10 GB and e-mail support.",
      "Both plans can be cancelled at the end of a month.",
    ],
    ungrounded: [
      "Premium is ₹999 a month for unlimited users.",
      "Basic is ₹299 a month with phone support around the clock and a dedicated account manager.",
      "Neither plan can be cancelled before a year.",
      "Basic has 50 GB storage.",
    ],
  },
  {
    source:
      "हमारी लैब सोमवार से शनिवार सुबह 7 बजे से रात 9 बजे तक खुली रहती है। रविवार को सुबह 7 बजे से दोपहर 2 बजे तक। घर से सैंपल लेने का शुल्क ₹100 है।",
    question: "रविवार को लैब कब खुली है?",
    grounded: [
      "रविवार को लैब सुबह 7 बजे से दोपहर 2 बजे तक खुली रहती है।",
      "घर से सैंपल लेने का शुल्क ₹100 है।",
      "Sunday ko lab subah 7 baje se dopahar 2 baje tak khuli rehti hai.",
    ],
    ungrounded: [
      "रविवार को लैब बंद रहती है।",
      "रविवार को लैब सुबह 9 बजे से शाम 6 बजे तक खुली रहती है।",
      "घर से सैंपल लेने का शुल्क ₹250 है।",
      "हर रिपोर्ट के साथ डॉक्टर की सलाह मुफ़्त मिलती है।",
    ],
  },
  {
    source:
      "Full body checkup: 72 parameters, ₹1,499, fasting 10 to 12 hours, reports the next day. Suitable from the age of 18. Not suitable during pregnancy.",
    question: "Can pregnant women take the full body checkup?",
    grounded: [
      "The full body checkup is not suitable during pregnancy.",
      "It covers 72 parameters for ₹1,499. Please fast for 10 to 12 hours; reports come the next day.",
      "Full body checkup ₹1,499 ka hai, 10 se 12 ghante fasting zaroori hai.",
    ],
    ungrounded: [
      "The full body checkup is suitable during pregnancy.",
      "It covers 90 parameters for ₹1,499.",
      "Reports come within two hours by courier.",
      "It includes an MRI scan and a cardiologist's consultation.",
    ],
  },
  {
    source:
      "Warranty: the battery is covered for 2 years, the motor for 5 years. Damage by water is not covered. Service centres are in Pune, Nagpur and Nashik. Keep the invoice for a claim.",
    question: "How long is the warranty on the motor?",
    grounded: [
      "The motor is covered for 5 years and the battery for 2 years.",
      "Water damage is not covered by the warranty.",
      "Our service centres are in Pune, Nagpur and Nashik. Please keep your invoice.",
    ],
    ungrounded: [
      "The motor is covered for 8 years.",
      "Water damage is covered by the warranty.",
      "Our service centres are in Pune, Mumbai and Kolhapur.",
      "A technician replaces the battery at home on the same day without charge.",
    ],
  },
  {
    source:
      "Home loan: interest from 8.5 % a year, tenure up to 30 years, processing fee 0.5 % of the loan, at most ₹10,000. Prepayment is free for floating rates. Documents: PAN, Aadhaar, six months' bank statements.",
    question: "Is there a prepayment charge?",
    grounded: [
      "Prepayment is free for floating rates.",
      "Interest starts from 8.5 % a year and the tenure is up to 30 years.",
      "Please bring your PAN, Aadhaar and bank statements of six months.",
    ],
    ungrounded: [
      "Interest starts from 7.5 % a year.",
      "Prepayment is not free for floating rates.",
      "Please bring your passport and driving licence.",
      "Approval is guaranteed within ten minutes, even with a poor credit history.",
    ],
  },
  {
    source:
      "Yoga classes: beginners on Monday and Wednesday at 18:00 with Anjali, advanced on Friday at 19:00 with Vikram. Ten classes cost ₹4,000 and are valid for 3 months. Mats are provided.",
    question: "Who teaches the beginners?",
    grounded: [
      "Anjali teaches the beginners on Monday and Wednesday at 18:00.",
      "Ten classes are ₹4,000, valid for 3 months, and mats are provided.",
    ],
    ungrounded: [
      "Vikram teaches the beginners on Saturday morning.",
      "Ten classes are ₹3,000, valid for 3 months.",
      "Please bring your own mat, since none is provided.",
      "Priya teaches the beginners on Monday and Wednesday at 18:00.",
    ],
  },
  {
    source:
      "The library lends up to 8 books for 21 days. A late book costs ₹2 a day. Membership is free for students and ₹500 a year for others. E-books are available through the app Saarang.",
    question: "How many books can I borrow?",
    grounded: [
      "You can borrow up to 8 books for 21 days.",
      "Membership is free for students and ₹500 a year for everyone else.",
      "You find e-books in the app Saarang.",
    ],
    ungrounded: [
      "You can borrow up to 12 books for 21 days.",
      "Membership is ₹500 a year for students as well.",
      "A late book costs ₹10 a day.",
      "You find e-books in the app Kindle.",
      "Reserved reading rooms and printing are free for members on weekends.",
    ],
  },
];
