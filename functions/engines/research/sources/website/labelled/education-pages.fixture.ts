import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const educationPages: readonly LabelledPage[] = [
  {
    name: "coaching, courses",
    language: "en",
    html: `<h1>Courses 2026</h1><table><tr><th>Course</th><th>Duration</th><th>Fee</th></tr><tr><td>JEE Main two-year</td><td>24 months</td><td>₹1,45,000</td></tr><tr><td>NEET crash course</td><td>3 months</td><td>₹28,000</td></tr></table><p>Fees may be paid in three instalments by UPI or bank transfer.</p><p>A full refund is given within 7 days of joining.</p><p>Admissions: 0744 247 8899 | admissions@apexkota.example</p>`,
    facts: [
      "product JEE Main two-year = INR 145000.00",
      "product NEET crash course = INR 28000.00",
      "policy payment: Fees may be paid in three instalments by UPI or bank transfer.",
      "policy returns: A full refund is given within 7 days of joining.",
      "phone +917442478899",
      "email admissions@apexkota.example",
    ],
  },
  {
    name: "music school, about",
    language: "en",
    html: `<h1>About us</h1><p>Raga Music School was founded in 1994 by Pandit Suresh Kulkarni. Principal: Anita Desai Kulkarni.</p><p>Classes run Monday to Friday 4pm-8pm and Saturday 9am-1pm.</p><p>Vocal, group lesson: ₹1,500</p><p>Sitar, single lesson: ₹800</p><p>Address: 5 Prabhat Road, Lane 9, Deccan Gymkhana, Pune 411004</p>`,
    facts: [
      "year 1994",
      "person Anita Desai Kulkarni, Principal",
      `hours ${days("Mo Tu We Th Fr", "16:00-20:00")}; Sa 09:00-13:00`,
      "product Vocal, group lesson = INR 1500.00",
      "product Sitar, single lesson = INR 800.00",
      "address 5 Prabhat Road, Lane 9, Deccan Gymkhana, Pune 411004",
    ],
  },
  {
    name: "school, in Hindi",
    language: "hi",
    html: `<h1>ज्ञानदीप विद्यालय</h1><p>१९८५ में स्थापित</p><p>प्रधानाचार्य: डॉ. सुनीता वर्मा</p><p>कार्यालय समय: सोमवार से शुक्रवार सुबह 8 बजे से दोपहर 2 बजे</p><p>पता: सेक्टर 12, इंदिरा नगर, लखनऊ 226016</p><p>दूरभाष: 0522-2345678</p><p>प्रवेश शुल्क – ₹5,000</p>`,
    facts: [
      "year 1985",
      "person डॉ. सुनीता वर्मा, प्रधानाचार्य",
      `hours ${days("Mo Tu We Th Fr", "08:00-14:00")}`,
      "address सेक्टर 12, इंदिरा नगर, लखनऊ 226016",
      "phone +915222345678",
      "product प्रवेश शुल्क = INR 5000.00",
    ],
  },
  {
    name: "language school, questions in markup",
    language: "en",
    html: `<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Do you offer online classes?","acceptedAnswer":{"@type":"Answer","text":"Yes, all levels are offered online."}},{"@type":"Question","name":"Is there a placement test?","acceptedAnswer":{"@type":"Answer","text":"Yes, it is free."}}]}</script>
<h1>French & German</h1><p>Level A1: ₹18,500</p><p>Level A2: ₹19,500</p><p>Our office on MG Road is open Mon-Sat 10.30 am - 7 pm.</p><p>Call us today on (0)98123 45670.</p><p>Trusted by 5000 students. 4.8 stars. Batch of 12 from 14-12-2026.</p>`,
    facts: [
      "faq Do you offer online classes?",
      "faq Is there a placement test?",
      "product Level A1 = INR 18500.00",
      "product Level A2 = INR 19500.00",
      `hours ${days("Mo Tu We Th Fr Sa", "10:30-19:00")}`,
      "phone +919812345670",
    ],
  },
];
