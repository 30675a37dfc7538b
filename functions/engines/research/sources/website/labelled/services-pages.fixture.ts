import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const servicePages: readonly LabelledPage[] = [
  {
    name: "salon, services",
    language: "en",
    html: `<h1>Services & price list</h1><dl><dt>Haircut (women)</dt><dd>₹600</dd><dt>Haircut (men)</dt><dd>₹350</dd><dt>Hair spa</dt><dd>from ₹1,200</dd></dl><p>Bridal make-up | ₹12,000 onwards</p><p>Walk in or book: +91-98450 67890. Last appointment 7.30 pm.</p><p>Hours: 10 am to 8 pm (closed Tuesdays)</p>`,
    facts: [
      "product Haircut (women) = INR 600.00",
      "product Haircut (men) = INR 350.00",
      "product Hair spa = INR 1200.00",
      "product Bridal make-up = INR 12000.00",
      "phone +919845067890",
      `hours ${days("Mo We Th Fr Sa Su", "10:00-20:00")}`,
    ],
  },
  {
    name: "gym, membership",
    language: "en",
    html: `<h1>Membership</h1><div><h3>Monthly</h3><p>₹1,800 / month</p></div><div><h3>Quarterly</h3><p>₹4,500</p></div><div><h3>Annual</h3><p>₹14,999</p></div><p>Memberships can be paused once for up to 30 days. Fees are not refundable.</p><p>Open 24x7</p><p>Contact: Vikram Shetty, Manager – 99001 22334</p>`,
    facts: [
      "product Monthly = INR 1800.00",
      "product Quarterly = INR 4500.00",
      "product Annual = INR 14999.00",
      "policy returns: Fees are not refundable.",
      `hours ${days("Mo Tu We Th Fr Sa Su", "00:00-24:00")}`,
      "person Vikram Shetty, Manager",
      "phone +919900122334",
    ],
  },
  {
    name: "car repair, in Hindi",
    language: "hi",
    html: `<h1>शर्मा ऑटो केयर</h1><p>हम 2003 से गाड़ियों की मरम्मत करते हैं।</p><p>मालिक: राजेश शर्मा</p><p>बेसिक सर्विस – ₹1,999</p><p>ब्रेक पैड – ₹850 से शुरू</p><p>पिक-अप मुफ़्त है। मरम्मत पर 6 महीने की वारंटी।</p><p>फ़ोन 0141 2345678 या 94140 11223</p><p>सोम से शनि, सुबह 9 से शाम 7 बजे। रविवार बंद।</p>`,
    facts: [
      "year 2003",
      "person राजेश शर्मा, मालिक",
      "product बेसिक सर्विस = INR 1999.00",
      "product ब्रेक पैड = INR 850.00",
      "policy warranty: मरम्मत पर 6 महीने की वारंटी।",
      "phone +911412345678",
      "phone +919414011223",
      `hours ${days("Mo Tu We Th Fr Sa", "09:00-19:00")}`,
    ],
  },
  {
    name: "cleaning, questions in Hindi",
    language: "hi",
    html: `<h1>अक्सर पूछे जाने वाले प्रश्न</h1><h3>क्या आप रविवार को काम करते हैं?</h3><p>हाँ, सुबह 9 बजे से दोपहर 2 बजे तक।</p><h3>भुगतान कैसे करें?</h3><p>यूपीआई या नकद से भुगतान स्वीकार है।</p><h3>बुकिंग रद्द करने पर क्या होगा?</h3><p>24 घंटे पहले रद्द करने पर पूरी राशि वापस मिलती है।</p>`,
    facts: [
      "faq क्या आप रविवार को काम करते हैं?",
      "faq भुगतान कैसे करें?",
      "faq बुकिंग रद्द करने पर क्या होगा?",
      "policy payment: यूपीआई या नकद से भुगतान स्वीकार है।",
      "policy cancellation: 24 घंटे पहले रद्द करने पर पूरी राशि वापस मिलती है।",
    ],
  },
];
