import { days, type LabelledPage } from "./labelled-page.fixture.ts";

/**
 * Written after the patterns were, of other industries: before any pattern was changed for them, F1 was 0.89 (precision
 * 0.95, recall 0.84).
 */
export const morePages: readonly LabelledPage[] = [
  {
    name: "pharmacy",
    language: "en",
    html: `<h1>City Pharmacy</h1><p>Serving Nagpur since 1968.</p><p>Opp. Civil Hospital, Central Avenue, Nagpur – 440018</p><p>Ph: 0712 272 3344, 0712 272 3345</p>
<p>Store hours: 8:00 AM – 11:00 PM, Monday through Sunday</p><h2>Delivery</h2><p>We deliver within 2 hours in Nagpur city. Delivery costs ₹30 and is free above ₹500.</p><p>Medicines once sold cannot be returned, except sealed packs within 48 hours.</p><p>Owner: Prakash Deshmukh</p>`,
    facts: [
      "year 1968",
      "address Opp. Civil Hospital, Central Avenue, Nagpur – 440018",
      "phone +917122723344",
      "phone +917122723345",
      `hours ${days("Mo Tu We Th Fr Sa Su", "08:00-23:00")}`,
      "policy shipping: We deliver within 2 hours in Nagpur city.",
      "policy shipping: Delivery costs ₹30 and is free above ₹500.",
      "policy returns: Medicines once sold cannot be returned, except sealed packs within 48 hours.",
      "person Prakash Deshmukh, Owner",
    ],
  },
  {
    name: "lawyer",
    language: "en",
    html: `<h1>Fernandes & Associates</h1><p>Adv. Maria Fernandes, Founder, was called to the bar in 1999. The firm was established in 2004.</p><p>Chambers: 3rd floor, Fort House, DN Road, Fort, Mumbai 400001.</p><p>T: +91 22 2204 5566 · F: +91 22 2204 5567 · E: office@fernandeslaw.example</p><p>Mon–Fri, 10:00–18:30. By appointment on Saturdays.</p><p>First consultation: ₹2,000 (45 minutes)</p><p>What you tell us stays confidential.</p>`,
    facts: [
      "person Adv. Maria Fernandes, Founder",
      "year 2004",
      "address 3rd floor, Fort House, DN Road, Fort, Mumbai 400001",
      "phone +912222045566",
      "phone +912222045567",
      "email office@fernandeslaw.example",
      `hours ${days("Mo Tu We Th Fr", "10:00-18:30")}`,
      "product First consultation = INR 2000.00",
    ],
  },
  {
    name: "veterinary clinic, in Hindi",
    language: "hi",
    html: `<h1>पशु मित्र क्लिनिक</h1><p>डॉ. अनिल यादव (निदेशक)</p><p>ओपीडी समय: सुबह 10 से दोपहर 1 और शाम 5 से रात 8 बजे, सोमवार से शनिवार</p><p>परामर्श शुल्क: ₹400</p><p>टीकाकरण: ₹750 से</p><p>आपातकाल: 94250 11882</p><p>पता – 18, कोलार रोड, भोपाल, मध्य प्रदेश 462042</p><p>अपॉइंटमेंट 2 घंटे पहले तक मुफ़्त रद्द कर सकते हैं।</p>`,
    facts: [
      "person डॉ. अनिल यादव, निदेशक",
      `hours ${days("Mo Tu We Th Fr Sa", "10:00-13:00", "17:00-20:00")}`,
      "product परामर्श शुल्क = INR 400.00",
      "product टीकाकरण = INR 750.00",
      "phone +919425011882",
      "address 18, कोलार रोड, भोपाल, मध्य प्रदेश 462042",
      "policy cancellation: अपॉइंटमेंट 2 घंटे पहले तक मुफ़्त रद्द कर सकते हैं।",
    ],
  },
  {
    name: "florist",
    language: "en",
    html: `<h2>Bouquets</h2><div><a href="/p/1"><h3>Red roses, 12 stems</h3></a><span class="price">₹749</span></div><div><a href="/p/2"><h3>Mixed gerbera</h3></a><span class="price">₹599</span><em>Bestseller</em></div><div><a href="/p/3"><h3>Orchid vase</h3></a><span class="price">Rs.1,299/-</span></div>
<p>Same-day delivery on orders placed before 4 pm.</p><p>No returns on cut flowers. If they arrive damaged, tell us within 6 hours and we replace them for free.</p><footer>Bloom Box · 9-B, Park Street, Kolkata 700016 · care@bloombox.example · <a href="tel:+913340012233">(033) 4001-2233</a></footer>`,
    facts: [
      "product Red roses, 12 stems = INR 749.00",
      "product Mixed gerbera = INR 599.00",
      "product Orchid vase = INR 1299.00",
      "policy shipping: Same-day delivery on orders placed before 4 pm.",
      "policy returns: No returns on cut flowers.",
      "address 9-B, Park Street, Kolkata 700016",
      "email care@bloombox.example",
      "phone +913340012233",
    ],
  },
  {
    name: "property agent",
    language: "en",
    html: `<h1>Contact Prime Homes</h1><table><tr><th>Office</th><td>501, Time Square, CG Road, Ahmedabad, Gujarat 380009</td></tr><tr><th>Phone</th><td>+91 79 4890 1234</td></tr><tr><th>Email</th><td>sales@primehomes.example</td></tr><tr><th>Hours</th><td>Monday to Saturday, 10am to 7pm</td></tr></table><p>RERA No. PR/GJ/AHMEDABAD/2023/00456. Over 1200 homes sold since 2010.</p><p>2 BHK from ₹48 lakh. 3 BHK from ₹72,00,000.</p><p><a href="https://in.linkedin.com/company/prime-homes">LinkedIn</a></p>`,
    facts: [
      "address 501, Time Square, CG Road, Ahmedabad, Gujarat 380009",
      "phone +917948901234",
      "email sales@primehomes.example",
      `hours ${days("Mo Tu We Th Fr Sa", "10:00-19:00")}`,
      "year 2010",
      "product 3 BHK = INR 7200000.00",
      "social https://in.linkedin.com/company/prime-homes",
    ],
  },
  {
    name: "bakery, in Hindi and English",
    language: "hi",
    html: `<h1>मिठास बेकरी</h1><p>2016 से</p><table><tr><td>ब्लैक फ़ॉरेस्ट केक (500 ग्राम)</td><td>₹450</td></tr><tr><td>पाव (6 पीस)</td><td>₹25</td></tr><tr><td>Butter cookies</td><td>₹180</td></tr></table><p>खुला: रोज़ सुबह 8 बजे से रात 10 बजे तक</p><p>ऑर्डर 24 घंटे पहले दें। केक का भुगतान ऑर्डर के समय यूपीआई से करें।</p><p>WhatsApp: +91 88789 90011</p>`,
    facts: [
      "year 2016",
      "product ब्लैक फ़ॉरेस्ट केक (500 ग्राम) = INR 450.00",
      "product पाव (6 पीस) = INR 25.00",
      "product Butter cookies = INR 180.00",
      `hours ${days("Mo Tu We Th Fr Sa Su", "08:00-22:00")}`,
      "policy payment: केक का भुगतान ऑर्डर के समय यूपीआई से करें।",
      "phone +918878990011",
    ],
  },
  {
    name: "photographer",
    language: "en",
    html: `<h1>Packages</h1><p><b>Half day</b> (4 hours): ₹18,000<br><b>Full day</b> (8 hours): ₹32,000<br><b>Album, 40 pages</b>: ₹9,500</p><h2>How do I book?</h2><p>Pay 40% in advance; the balance is due on the day of the shoot.</p><h2>What if it rains?</h2><p>We move the shoot once, free of charge.</p><p>hello@framesbydev.example | 98330 11442 | @framesbydev</p>`,
    facts: [
      "product Half day (4 hours) = INR 18000.00",
      "product Full day (8 hours) = INR 32000.00",
      "product Album, 40 pages = INR 9500.00",
      "faq How do I book?",
      "faq What if it rains?",
      "policy payment: Pay 40% in advance; the balance is due on the day of the shoot.",
      "email hello@framesbydev.example",
      "phone +919833011442",
    ],
  },
  {
    name: "bus operator",
    language: "en",
    html: `<script type="application/ld+json">{"@type":"Organization","name":"Ghat Travels","telephone":["+91 832 222 1100","1800 419 2020"],"sameAs":"https://www.facebook.com/ghattravels"}</script><h1>Cancellation</h1><ul><li>More than 24 hours before departure: 90% of the fare is refunded.</li><li>12 to 24 hours: 50% is refunded.</li><li>Tickets cannot be cancelled later than 12 hours before departure.</li></ul><h1>Fares</h1><p>Panaji–Pune sleeper: ₹1,150</p><p>Panaji–Hubballi seat: ₹420</p><p>Booking counter open 6 am to 11 pm every day.</p>`,
    facts: [
      "phone +918322221100",
      "phone +9118004192020",
      "social https://www.facebook.com/ghattravels",
      "policy returns: More than 24 hours before departure: 90% of the fare is refunded.",
      "policy returns: 12 to 24 hours: 50% is refunded.",
      "policy cancellation: Tickets cannot be cancelled later than 12 hours before departure.",
      "product Panaji–Pune sleeper = INR 1150.00",
      "product Panaji–Hubballi seat = INR 420.00",
      `hours ${days("Mo Tu We Th Fr Sa Su", "06:00-23:00")}`,
    ],
  },
];
