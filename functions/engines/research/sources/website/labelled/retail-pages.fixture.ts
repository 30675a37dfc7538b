import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const retailPages: readonly LabelledPage[] = [
  {
    name: "lamp shop, products",
    language: "en",
    html: `<h1>Brass lamps</h1><article><h3>Peacock diya</h3><p><del>₹1,899</del> <ins>₹1,499</ins></p></article><article><h3>Hanging lamp, 12 inch</h3><p>₹3,250</p></article><article><h3>Oil wick (pack of 50)</h3><p>₹99</p></article>
<p>Free shipping on orders above ₹999. Dispatched within 2 working days.</p><p>Items can be returned within 7 days of delivery if unused. Refunds are made to the original payment method within 5 days.</p>`,
    facts: [
      "product Peacock diya = INR 1499.00",
      "product Hanging lamp, 12 inch = INR 3250.00",
      "product Oil wick (pack of 50) = INR 99.00",
      "policy shipping: Free shipping on orders above ₹999.",
      "policy shipping: Dispatched within 2 working days.",
      "policy returns: Items can be returned within 7 days of delivery if unused.",
      "policy returns: Refunds are made to the original payment method within 5 days.",
    ],
  },
  {
    name: "lamp shop, product data",
    language: "en",
    html: `<script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"Lamp House","sameAs":["https://www.facebook.com/lamphouse"],"founder":{"@type":"Person","name":"Ravi Kale"}},{"@type":"Product","name":"Temple bell","offers":{"@type":"Offer","price":"849.50","priceCurrency":"INR"}}]}</script>
<h1>Temple bell</h1><p>MRP ₹849.50</p><p>Warranty: 2 years against tarnish.</p><p>Customer care: 1800 266 1234 (Mon–Sat, 10–6)</p>`,
    facts: [
      "product Temple bell = INR 849.50",
      "policy warranty: Warranty: 2 years against tarnish.",
      "phone +9118002661234",
      "social https://www.facebook.com/lamphouse",
      "person Ravi Kale, founder",
    ],
  },
  {
    name: "sari shop, in Hindi",
    language: "hi",
    html: `<h1>गंगा साड़ी केंद्र</h1><p>स्थापना: 1975</p><p>बनारसी साड़ी: ₹6,500</p><p>सूती साड़ी: ₹850</p><p>खरीदी के 7 दिन के भीतर बिल के साथ बदली की जा सकती है।</p><p>पता: के. 42/1, चौक, वाराणसी 221001</p><p>संपर्क: 0542-2412345</p><p>सोमवार से रविवार: सुबह 10:30 बजे से रात 8:30 बजे</p>`,
    facts: [
      "year 1975",
      "product बनारसी साड़ी = INR 6500.00",
      "product सूती साड़ी = INR 850.00",
      "policy returns: खरीदी के 7 दिन के भीतर बिल के साथ बदली की जा सकती है।",
      "address के. 42/1, चौक, वाराणसी 221001",
      "phone +915422412345",
      `hours ${days("Mo Tu We Th Fr Sa Su", "10:30-20:30")}`,
    ],
  },
  {
    name: "clothes shop, stores",
    language: "en",
    html: `<h1>Our stores</h1><section><h2>Mumbai</h2><p>Shop 12, Linking Road, Bandra West, Mumbai 400050</p><p>Tel: 022 2640 1122</p><p>11 am – 9 pm, all days</p></section><section><h2>Delhi</h2><p>M-14, Greater Kailash 1, New Delhi 110048</p><p>Tel: 011-4165 3344</p></section>
<p>Careers: jobs@indigo-threads.example · Press: press@indigo-threads.example</p><p>GST 27AAPFU0939F1ZV · CIN U74999MH2015PTC123456</p>`,
    facts: [
      "address Shop 12, Linking Road, Bandra West, Mumbai 400050",
      "phone +912226401122",
      `hours ${days("Mo Tu We Th Fr Sa Su", "11:00-21:00")}`,
      "address M-14, Greater Kailash 1, New Delhi 110048",
      "phone +911141653344",
      "email jobs@indigo-threads.example",
      "email press@indigo-threads.example",
    ],
  },
];
