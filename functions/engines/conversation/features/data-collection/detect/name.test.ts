import { nameIn } from "./name.ts";

describe("names in customers' messages", () => {
  it.each([
    ["My name is Asha", "Asha"],
    ["Hi, my name is Asha Rao and I need a test", "Asha Rao"],
    ["my name is ravi kumar", "Ravi Kumar"],
    ["my name is ravi i want a cbc", "Ravi"],
    ["my name's Anne-Marie O'Neil.", "Anne-Marie O'Neil"],
    ["Name: Ravi Kumar, age 34", "Ravi Kumar"],
    ["My name is Ravi, please book", "Ravi"],
    ["My name is Ravi please book", "Ravi"],
    ["My full name is A. P. J. Abdul Kalam Azad", "A P J Abdul"],
    ["mera naam Rohit hai", "Rohit"],
    ["Mera nam rohit sharma hai aur mujhe test karana hai", "Rohit Sharma"],
    ["mera naam rohit h", "Rohit"],
    ["मेरा नाम आशा राव है", "आशा राव"],
    ["मेरा नाम आशा है और मुझे टेस्ट चाहिए", "आशा"],
    ["माझे नाव सुनीता पाटील आहे", "सुनीता पाटील"],
    ["আমার নাম রহিম", "রহিম"],
    ["నా పేరు సీత", "సీత"],
    ["என் பெயர் கவிதா", "கவிதா"],
    ["મારું નામ રમેશ છે", "રમેશ"],
    ["میرا نام احمد ہے", "احمد"],
  ])("%s", (text, name) => expect(nameIn(text)?.value).toBe(name));

  it.each([
    "Hello",
    "Good morning",
    "My name is not important",
    "what is my name?",
    "my name is wrong in the report",
    "my name is spelled wrong",
    "My name is on the list",
    "mera naam kya hai",
    "mera naam galat hai report me",
    "मेरा नाम क्या है?",
    "मेरा नाम गलत लिखा है",
    "My name is 9812345678",
    "name?",
    "the test name: is it CBC",
    "I am diabetic",
    "This is urgent",
    "I'm looking for a test",
    "my username is asha99",
    "",
  ])("finds no name: %s", (text) => expect(nameIn(text)).toBeUndefined());
});
