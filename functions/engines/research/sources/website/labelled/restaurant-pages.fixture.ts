import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const restaurantPages: readonly LabelledPage[] = [
  {
    name: "restaurant, menu",
    language: "en",
    html: `<h1>Menu</h1><h2>Starters</h2><div class="item"><h4>Paneer Tikka</h4><p>Charred cottage cheese, mint chutney</p><span>₹340</span></div><div class="item"><h4>Hara Bhara Kebab</h4><p>Spinach and peas</p><span>₹290</span></div>
<h2>Mains</h2><table><tr><td>Dal Makhani</td><td>320</td></tr></table><div><h4>Butter Chicken</h4><span>₹ 460</span></div><div><h4>Vegetable Biryani</h4><span>Rs. 380</span></div>
<p>All prices include taxes. We do not levy a service charge.</p>`,
    facts: [
      "product Paneer Tikka = INR 340.00",
      "product Hara Bhara Kebab = INR 290.00",
      "product Butter Chicken = INR 460.00",
      "product Vegetable Biryani = INR 380.00",
    ],
  },
  {
    name: "restaurant, contact in markup",
    language: "en",
    html: `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Restaurant","name":"Masala Junction","telephone":"+91 80 4123 9876","email":"table@masala.example","foundingDate":"2011","address":{"@type":"PostalAddress","streetAddress":"14, 100 Feet Road","addressLocality":"Indiranagar, Bengaluru","postalCode":"560038"},"openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Monday","Tuesday","Wednesday","Thursday"],"opens":"12:00","closes":"23:00"},{"@type":"OpeningHoursSpecification","dayOfWeek":["Friday","Saturday","Sunday"],"opens":"12:00","closes":"23:59"}]}</script>
<h1>Find us</h1><p>Reserve a table: <a href="tel:+918041239876">080 4123 9876</a></p><p>Open all days, noon to 11 pm</p>`,
    facts: [
      "phone +918041239876",
      "email table@masala.example",
      "year 2011",
      "address 14, 100 Feet Road, Indiranagar, Bengaluru, 560038",
      `hours ${days("Mo Tu We Th", "12:00-23:00")}; ${days("Fr Sa Su", "12:00-23:59")}`,
      `hours ${days("Mo Tu We Th Fr Sa Su", "12:00-23:00")}`,
    ],
  },
  {
    name: "restaurant, in Hindi",
    language: "hi",
    html: `<h1>रसोई भोजनालय</h1><p>1998 से शुद्ध शाकाहारी भोजन।</p><ul><li>थाली – ₹180</li><li>पनीर बटर मसाला – ₹240</li><li>मसाला चाय – ₹30</li></ul>
<p>होम डिलीवरी के लिए फ़ोन करें: ०७५५ ४२३ ४५६७</p><p>प्रतिदिन सुबह 11 बजे से रात 11 बजे</p><p>पता: 7, न्यू मार्केट, टीटी नगर, भोपाल 462003</p>`,
    facts: [
      "year 1998",
      "product थाली = INR 180.00",
      "product पनीर बटर मसाला = INR 240.00",
      "product मसाला चाय = INR 30.00",
      "phone +917554234567",
      `hours ${days("Mo Tu We Th Fr Sa Su", "11:00-23:00")}`,
      "address 7, न्यू मार्केट, टीटी नगर, भोपाल 462003",
    ],
  },
  {
    name: "café, about",
    language: "en",
    html: `<h1>Our story</h1><p>Kaapi House opened in 2014 as a six-seat counter. Today Nisha Menon, owner, and a team of twenty roast in-house.</p>
<p>We are open Tuesday to Sunday from 8am to 10pm. Mondays we rest.</p><p>Find us at 22 Residency Road, Shanthala Nagar, Bengaluru - 560025.</p><p>Orders can be cancelled within 5 minutes of placing them. Delivery is free within 3 km.</p><p>Instagram: <a href="https://instagram.com/kaapihouse">@kaapihouse</a></p>`,
    facts: [
      "year 2014",
      "person Nisha Menon, owner",
      `hours ${days("Tu We Th Fr Sa Su", "08:00-22:00")}`,
      "address 22 Residency Road, Shanthala Nagar, Bengaluru - 560025",
      "policy cancellation: Orders can be cancelled within 5 minutes of placing them.",
      "policy shipping: Delivery is free within 3 km.",
      "social https://instagram.com/kaapihouse",
    ],
  },
];
