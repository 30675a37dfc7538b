import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const healthcarePages: readonly LabelledPage[] = [
  {
    name: "dental clinic, contact",
    language: "en",
    html: `<header><a href="/">Smile Point Dental</a><nav><a href="/about">About</a><a href="/fees">Fees</a></nav></header>
<main><h1>Visit our clinic</h1>
<p>Smile Point Dental Care<br>2nd Floor, Sapphire Plaza, Baner Road<br>Pune 411045</p>
<p>For appointments call <strong>020-2729 4411</strong> or WhatsApp <a href="https://wa.me/919822012345">98220 12345</a>.</p>
<p>Write to us at hello@smilepoint.example</p>
<h2>Clinic timings</h2>
<table><tr><td>Monday - Friday</td><td>9:30 am - 1:30 pm, 4:30 pm - 8:30 pm</td></tr><tr><td>Saturday</td><td>9:30 am - 2 pm</td></tr><tr><td>Sunday</td><td>Closed</td></tr></table></main>
<footer>© 2026 Smile Point. Follow us: <a href="https://www.instagram.com/smilepoint.pune/">Instagram</a></footer>`,
    facts: [
      "address 2nd Floor, Sapphire Plaza, Baner Road Pune 411045",
      "phone +912027294411",
      "phone +919822012345",
      "email hello@smilepoint.example",
      `hours ${days("Mo Tu We Th Fr", "09:30-13:30", "16:30-20:30")}; Sa 09:30-14:00`,
      "social https://wa.me/919822012345",
      "social https://www.instagram.com/smilepoint.pune/",
    ],
  },
  {
    name: "dental clinic, fees and staff",
    language: "en",
    html: `<h1>Our fees</h1><ul><li>Consultation – ₹500</li><li>Scaling and polishing – ₹1,200</li><li>Root canal treatment from ₹4,500</li><li>Zirconia crown: Rs. 9,000</li><li>Teeth whitening ... Rs 7500/-</li></ul>
<h2>Meet the team</h2><p>Dr. Meera Joshi, Founder, has practised since 2006.</p><p>Dr Arjun Rao (Director) looks after implants.</p>
<p>We accept UPI, cards and cash. EMI is available for treatments above ₹20,000.</p>
<p>Please cancel or reschedule at least 24 hours before your appointment; a fee of ₹200 applies otherwise.</p>`,
    facts: [
      "product Consultation = INR 500.00",
      "product Scaling and polishing = INR 1200.00",
      "product Root canal treatment = INR 4500.00",
      "product Zirconia crown = INR 9000.00",
      "product Teeth whitening = INR 7500.00",
      "person Dr. Meera Joshi, Founder",
      "person Dr Arjun Rao, Director",
      "policy payment: We accept UPI, cards and cash.",
      "policy payment: EMI is available for treatments above ₹20,000.",
      "policy cancellation: Please cancel or reschedule at least 24 hours before your appointment; a fee of ₹200 applies otherwise.",
    ],
  },
  {
    name: "laboratory, in Hindi",
    language: "hi",
    html: `<h1>सूर्योदय डायग्नोस्टिक्स</h1><p>वर्ष 2009 से पुणे की सेवा में।</p>
<p>पता: दुकान 4, लक्ष्मी रोड, सदाशिव पेठ, पुणे 411030</p>
<p>फ़ोन: 020 2612 3456, मोबाइल: 98900 54321</p><p>ईमेल: care@suryoday.example</p>
<p>समय: सोमवार से शनिवार सुबह 7 बजे से रात 9 बजे तक</p><p>रविवार: सुबह 7 बजे से दोपहर 1 बजे तक</p>
<table><tr><th>जाँच</th><th>शुल्क</th></tr><tr><td>थायरॉइड प्रोफ़ाइल</td><td>₹599</td></tr><tr><td>सीबीसी</td><td>₹350</td></tr><tr><td>लिपिड प्रोफ़ाइल</td><td>₹750</td></tr></table>`,
    facts: [
      "year 2009",
      "address दुकान 4, लक्ष्मी रोड, सदाशिव पेठ, पुणे 411030",
      "phone +912026123456",
      "phone +919890054321",
      "email care@suryoday.example",
      `hours ${days("Mo Tu We Th Fr Sa", "07:00-21:00")}; Su 07:00-13:00`,
      "product थायरॉइड प्रोफ़ाइल = INR 599.00",
      "product सीबीसी = INR 350.00",
      "product लिपिड प्रोफ़ाइल = INR 750.00",
    ],
  },
  {
    name: "laboratory, questions",
    language: "en",
    html: `<h1>Frequently asked questions</h1>
<details><summary>Do I need to fast before a lipid test?</summary><p>Yes, please fast for 10 to 12 hours. Water is fine.</p></details>
<details><summary>Is home collection free?</summary><p>Home collection is free for orders above ₹500.</p></details>
<h3>When will I get my report?</h3><p>Most reports are ready the same evening.</p>
<p>Reports are shared only with you and your doctor. We never share your data with others (Privacy).</p>`,
    facts: [
      "faq Do I need to fast before a lipid test?",
      "faq Is home collection free?",
      "faq When will I get my report?",
      "policy privacy: We never share your data with others (Privacy).",
    ],
  },
];
