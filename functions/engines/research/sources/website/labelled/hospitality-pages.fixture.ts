import { days, type LabelledPage } from "./labelled-page.fixture.ts";

export const hospitalityPages: readonly LabelledPage[] = [
  {
    name: "hotel, rooms",
    language: "en",
    html: `<h1>Rooms</h1><table><thead><tr><th>Room</th><th>Per night</th></tr></thead><tbody><tr><td>Garden room</td><td>₹3,200</td></tr><tr><td>Lake view suite</td><td>₹6,800</td></tr></tbody></table><p>Check-in 2 pm, check-out 11 am.</p><p>Free cancellation up to 48 hours before arrival. Later cancellations are charged one night.</p><p>Reservations: <a href="mailto:stay@lakehouse.example?subject=Booking">stay@lakehouse.example</a>, 0294 242 5566</p><p>Established 1962. Lake Palace Road, Udaipur, Rajasthan 313001</p>`,
    facts: [
      "product Garden room = INR 3200.00",
      "product Lake view suite = INR 6800.00",
      "policy cancellation: Free cancellation up to 48 hours before arrival.",
      "policy cancellation: Later cancellations are charged one night.",
      "email stay@lakehouse.example",
      "phone +912942425566",
      "year 1962",
      "address Lake Palace Road, Udaipur, Rajasthan 313001",
    ],
  },
  {
    name: "guest house, in Hindi",
    language: "hi",
    html: `<h1>हिमालय अतिथि गृह</h1><p>स्थापना 1989</p><p>साधारण कमरा: ₹900 प्रति रात</p><p>डीलक्स कमरा: ₹1,600 प्रति रात</p><p>मॉल रोड, मसूरी, उत्तराखंड 248179</p><p>दूरभाष: 0135 263 2456</p><p>ईमेल: booking@himalaya.example</p>`,
    facts: [
      "year 1989",
      "product साधारण कमरा = INR 900.00",
      "product डीलक्स कमरा = INR 1600.00",
      "address मॉल रोड, मसूरी, उत्तराखंड 248179",
      "phone +911352632456",
      "email booking@himalaya.example",
    ],
  },
  {
    name: "tour office, contact",
    language: "en",
    html: `<h2>Contact</h2><address>Himal Treks, 3 Naddi Road, Dharamshala, Himachal Pradesh 176215</address><p>Phone/WhatsApp: +91 94180 55667</p><p>Office hours: Mon to Fri 10:00–18:00 | Sat 10:00–14:00</p><p>Languages: English, Hindi, Punjabi</p><p><a href="https://www.youtube.com/@himaltreks">YouTube</a> <a href="https://www.facebook.com/sharer.php?u=x">Share</a></p>`,
    facts: [
      "address Himal Treks, 3 Naddi Road, Dharamshala, Himachal Pradesh 176215",
      "phone +919418055667",
      `hours ${days("Mo Tu We Th Fr", "10:00-18:00")}; Sa 10:00-14:00`,
      "social https://www.youtube.com/@himaltreks",
    ],
  },
  {
    name: "banquet hall, terms",
    language: "en",
    html: `<h1>Terms</h1><ol><li>A deposit of 30% is due at booking; the rest is payable 7 days before the event.</li><li>If you cancel more than 30 days ahead, we return the deposit.</li><li>Outside catering is not allowed.</li></ol><p>Hall hire, full day: ₹75,000</p><p>Hall hire, evening: ₹45,000</p><p>Call Mr. Sandeep Gill – Proprietor on 0161 500 7788</p>`,
    facts: [
      "policy payment: A deposit of 30% is due at booking; the rest is payable 7 days before the event.",
      "policy cancellation: If you cancel more than 30 days ahead, we return the deposit.",
      "product Hall hire, full day = INR 75000.00",
      "product Hall hire, evening = INR 45000.00",
      "person Mr. Sandeep Gill, Proprietor",
      "phone +911615007788",
    ],
  },
];
