/** How English names times. A line is a meaning and its phrases; `meaning.ts` describes the meanings. */
export const english = `
day:0      today
day:1      tomorrow, tmrw, tmr, tmrow, tomorow, tommorow, tommorrow, 2moro, 2morrow
day:2      day after tomorrow, day after tmrw, day after, overmorrow
plus:1     the next day, next day
weekday:1  monday, mondays, mon
weekday:2  tuesday, tue, tues
weekday:3  wednesday, wed
weekday:4  thursday, thu, thur, thurs
weekday:5  friday, fri
weekday:6  saturday, sat
weekday:7  sunday, sun
month:1    january, jan
month:2    february, feb
month:3    march, mar
month:4    april, apr
month:5    may
month:6    june, jun
month:7    july, jul
month:8    august, aug
month:9    september, sep, sept
month:10   october, oct
month:11   november, nov
month:12   december, dec
number:1   one, first
number:2   two, second
number:3   three, third
number:4   four, fourth
number:5   five, fifth
number:6   six, sixth
number:7   seven, seventh
number:8   eight, eighth
number:9   nine, ninth
number:10  ten, tenth
number:11  eleven, eleventh
number:12  twelve, twelfth
number:15  fifteen
number:20  twenty
number:30  thirty
number:45  forty five, forty-five
number:60  sixty
am         am
pm         pm
part:morning    morning, in the morning, mornings
part:noon       noonish, lunch time, lunchtime
part:afternoon  afternoon, in the afternoon
part:evening    evening, in the evening, eve
part:night      night, at night, in the night
tonight    tonight, this night
thispart:evening    this evening
thispart:morning    this morning
thispart:afternoon  this afternoon
clock:12   noon, midday, 12 noon, twelve noon
midnight   midnight, 12 midnight
mark       o clock, o'clock, oclock, hrs, sharp
at         at, @, by about, around, about, approx
plus30     half past
plus15     quarter past
minus15    quarter to
in         in, within
later      from now, later
after      after, not before, from, any time after, anytime after, later than
before     before, by, not after, not later than, no later than, until, till, latest by
between    between, anytime between, any time between
to         to, until, till
and        and, &
or         or
unit:minute  minute, minutes, min, mins
unit:hour    hour, hours, hr, hrs
unit:day     day, days
unit:week    week, weeks
half-hour    half an hour, half hour
one-unit     an, a
now        now, right now, right away, immediately, straight away, asap, at once
next       next
this       this, coming, upcoming
dated      on the, of, the
allday     anytime, any time, all day, whole day, whenever
vague      soon, later, later on, sometime, some time, next week, this week, weekend, the weekend, next month, this month, end of the month, month end, after lunch, before lunch, whenever you can, whenever you are free
not        not, cannot, cant, can't, can not, dont, don't, do not, won't, wont, isn't, isnt, except, never, busy, unavailable
refused    is not possible, not possible, not available, is not good, not free, not ok, not okay, doesnt work, doesn't work, does not work, wont work, won't work, no good
but        but, instead, rather, make it, only
past       yesterday, day before yesterday, ago, was, were, called, last, yesterday's
question   what, where, why, how, who, which, whose, price, cost, costs, open, closed, close, opening, closing
filler     i, am, may, a, an, me, my, we, us, you, your, it, is, are, be, am available, will, would, can, could, should, shall, do, please, pls, plz, kindly, call, ring, phone, contact, back, callback, ok, okay, k, yes, yeah, yep, sure, fine, good, great, works, work, suits, suit, best, free, available, thanks, thank, thx, hi, hello, hey, dear, sir, madam, mam, ma'am, for, with, so, then, let, lets, let's, make, set, fix, want, like, need, prefer, i'll, i'm, im, that, just, also, well, maybe, perhaps, possibly, preferably, talk, speak, give, get, exactly, exact, there, tell, on, if possible, possible, no, nope, someone, somebody, person, colleague, team, reach, try, ist, gmt, home, office, time, day, date, hour, that's, thats, lets say, say, o, hmm, oh, um
`;
