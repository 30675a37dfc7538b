/**
 * Hosts on which different people own different paths: a link there is known only with its path. Hosts that give each
 * customer a subdomain stand in the Public Suffix List.
 */
const shared: ReadonlySet<string> = new Set(
  // shorteners
  (
    "bit.ly tinyurl.com t.co goo.gl is.gd v.gd cutt.ly ow.ly rb.gy shorturl.at tiny.cc lnkd.in amzn.to amzn.in buff.ly rebrand.ly t.ly s.id " +
    "bl.ink short.io dub.sh u.to surl.li shorturl.ac clck.ru qr.ae urlz.fr tny.im snip.ly adf.ly linktr.ee beacons.ai lnk.bio bio.link " +
    // messengers and networks
    "wa.me whatsapp.com t.me telegram.me telegram.org m.me facebook.com fb.com fb.me fb.watch instagram.com ig.me threads.net twitter.com x.com linkedin.com " +
    "youtube.com youtu.be tiktok.com pinterest.com pin.it reddit.com redd.it quora.com snapchat.com discord.gg discord.com signal.me signal.group " +
    "line.me viber.com vk.com tumblr.com sharechat.com koo.app medium.com substack.com " +
    // payments
    "paypal.com paypal.me razorpay.com razorpay.me rzp.io stripe.com paytm.com paytm.me phonepe.com phon.pe instamojo.com imjo.in cashfree.com cashfree.me " +
    "payu.in pmny.in ccavenue.com billdesk.com gpay.app pay.google.com cash.app venmo.com wise.com revolut.me ko-fi.com buymeacoffee.com patreon.com " +
    "gofundme.com ketto.org milaap.org bharatpe.com upilinks.in upi.link coinbase.com binance.com " +
    // files, forms, calendars, pages
    "google.com g.co g.page forms.gle googleusercontent.com dropbox.com wetransfer.com we.tl mediafire.com mega.nz mega.io box.com onedrive.com 1drv.ms " +
    "sharepoint.com live.com office.com microsoft.com forms.office.com icloud.com apple.com notion.so notion.site typeform.com jotform.com tally.so " +
    "surveymonkey.com zoho.com zohopublic.com zoho.in airtable.com calendly.com cal.com zoom.us webex.com github.com githubusercontent.com gitlab.com " +
    "bitbucket.org pastebin.com ghostbin.com hastebin.com rentry.co telegra.ph slideshare.net scribd.com issuu.com imgur.com ibb.co postimg.cc " +
    "cloudinary.com amazonaws.com s3.amazonaws.com storage.googleapis.com googleapis.com blob.core.windows.net web.app workers.dev ngrok.io " +
    "webhook.site requestbin.com pipedream.net beeceptor.com mailchi.mp canva.com canva.site figma.com trello.com slack.com " +
    // market places and directories
    "amazon.in amazon.com amazon.ae flipkart.com meesho.com practo.com 1mg.com justdial.com jsdl.in indiamart.com sulekha.com urbancompany.com " +
    "zomato.com swiggy.com booking.com airbnb.com makemytrip.com tripadvisor.com yelp.com trustpilot.com magicpin.in dunzo.com etsy.com ebay.com " +
    // mail providers, whose domains stand in addresses of many people
    "gmail.com googlemail.com yahoo.com yahoo.in yahoo.co.in ymail.com outlook.com hotmail.com msn.com icloud.com rediffmail.com protonmail.com proton.me aol.com zohomail.in zohomail.com mail.com gmx.com"
  ).split(/\s+/),
);

/** Whether a host, or the domain it belongs to, is shared by people who have nothing to do with each other. */
export function isSharedHost(host: string, domain: string): boolean {
  return shared.has(domain) || shared.has(host);
}
