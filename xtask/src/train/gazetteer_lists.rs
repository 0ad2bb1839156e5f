//! Organisations, parties, outlets, nationalities and places of the news that no package lists; semicolons between them.

use overshadow_annotate::recogniser::Kind;

/// What companies end on, the longest first where one ends another.
pub(super) const COMPANY_ENDINGS: [&str; 22] = [
    " Corporation",
    " Incorporated",
    " Holdings",
    " Holding",
    " Company",
    " Limited",
    " Group",
    " Corp.",
    " Corp",
    " Inc.",
    " Inc",
    " PLC",
    " plc",
    " Ltd.",
    " Ltd",
    " AG",
    " SE",
    " SA",
    " NV",
    " Co.",
    " S.A.",
    " S.p.A.",
];

/// Each list with what its names are known as.
pub(super) const ALL: [(Kind, &str); 7] = [
    (Kind::Organisation, ORGANISATIONS),
    (Kind::Organisation, PARTIES),
    (Kind::Outlet, OUTLETS),
    (Kind::Company, COMPANIES),
    (Kind::Nationality, NATIONALITIES),
    (Kind::Region, REGIONS),
    (Kind::Country, COUNTRIES),
];

const ORGANISATIONS: &str = "\
UN; United Nations; Security Council; UN Security Council; General Assembly; NATO; EU; European Union; European Commission; \
European Parliament; European Council; European Central Bank; ECB; IMF; International Monetary Fund; World Bank; WHO; World \
Health Organization; World Health Organisation; WTO; World Trade Organization; UNESCO; UNICEF; UNHCR; IAEA; International Atomic \
Energy Agency; ICC; International Criminal Court; International Court of Justice; OSCE; OECD; OPEC; ASEAN; African Union; Arab \
League; Council of Europe; Commonwealth; Red Cross; Red Crescent; Interpol; Europol; Greenpeace; Amnesty International; Human \
Rights Watch; Amnesty; Oxfam; Save the Children; Doctors Without Borders; Transparency International; Kremlin; White House; \
Pentagon; Capitol; Congress; Senate; House of Representatives; House of Commons; House of Lords; Parliament; Supreme Court; State \
Department; Justice Department; Treasury; Treasury Department; Defense Department; Department of Defense; Department of Justice; \
Department of State; Department of Health; Department of Education; Homeland Security; Department of Homeland Security; Federal \
Reserve; Fed; FBI; CIA; NSA; DEA; IRS; SEC; FDA; EPA; FEMA; NASA; CDC; FCC; FTC; DOJ; DHS; ICE; TSA; NIH; GAO; Scotland Yard; \
Metropolitan Police; Downing Street; Home Office; Foreign Office; Ministry of Defence; Ministry of Defense; Ministry of Foreign \
Affairs; Foreign Ministry; Defence Ministry; Defense Ministry; Interior Ministry; Ministry of Interior; Ministry of Health; \
Health Ministry; Finance Ministry; Ministry of Finance; Justice Ministry; Ministry of Justice; Education Ministry; Energy \
Ministry; Culture Ministry; Bank of England; Bank of Japan; Bundesbank; Bundestag; Bundesrat; Bundeswehr; Reichstag; Duma; State \
Duma; Federation Council; FSB; GRU; KGB; SBU; SVR; MI5; MI6; GCHQ; Mossad; Shin Bet; Knesset; IDF; Israel Defense Forces; Majlis; \
Verkhovna Rada; Rada; Naftogaz; Gazprom; Rosneft; Rosatom; Roscosmos; Sberbank; Lukoil; Wagner; Wagner Group; Azov; Hamas; \
Hezbollah; Hizbollah; Taliban; Al Qaeda; Al-Qaeda; al-Qaida; ISIS; ISIL; Daesh; Islamic State; Islamic State of Iraq and Syria; \
Islamic Jihad; Boko Haram; Al Shabaab; Houthis; PKK; YPG; Syrian Democratic Forces; SDF; Free Syrian Army; Al-Nusra Front; Fatah; \
PLO; Palestinian Authority; Palestine Liberation Organization; Muslim Brotherhood; Irgun; IRA; ETA; FARC; Revolutionary Guards; \
Revolutionary Guard; Red Army; Wehrmacht; Luftwaffe; SS; Gestapo; Royal Navy; Royal Air Force; RAF; US Army; U.S. Army; US Navy; \
U.S. Navy; US Air Force; U.S. Air Force; Marine Corps; Coast Guard; National Guard; Army; Navy; Air Force; People's Liberation \
Army; Central Committee; Politburo; State Council; National People's Congress; Harvard; Yale; Princeton; Stanford; MIT; Oxford; \
Cambridge; UCLA; NYU; Columbia; Berkeley; Caltech; Harvard University; Yale University; Stanford University; Princeton \
University; Cornell University; Oxford University; Cambridge University; University of California; University of Chicago; \
Columbia University; Georgetown University; Johns Hopkins University; Duke University; Brookings; Brookings Institution; RAND; \
Chatham House; Heritage Foundation; Cato Institute; Carnegie Endowment; Gallup; Pew; Pew Research Center; FIFA; UEFA; IOC; \
International Olympic Committee; NBA; NFL; MLB; NHL; NCAA; FIA; WADA; Premier League; Bundesliga; Manchester United; Manchester \
City; Chelsea; Arsenal; Liverpool; Tottenham; Everton; Real Madrid; Barcelona; Bayern Munich; Juventus; AC Milan; Ajax; Yankees; \
Red Sox; Dodgers; Cubs; Mets; Giants; Cowboys; Patriots; Packers; Lakers; Celtics; Warriors; Knicks; Bulls; Catholic Church; \
Church of England; Orthodox Church; Vatican; Holy See; Smithsonian; Metropolitan Museum of Art; British Museum; Louvre; Wikipedia; \
Wikimedia Foundation; Mozilla; ACLU; NAACP; NRA; AARP; PETA; AFL-CIO; Teamsters; Chamber of Commerce; Planned Parenthood; NGO; \
Black Lives Matter; Ku Klux Klan; KKK; Occupy; Salvation Army; Rotary; World Economic Forum; G7; G8; G20; BRICS; NAFTA; Mercosur; \
Shanghai Cooperation Organisation; Eurogroup; Eurozone; European Court of Human Rights; European Court of Justice; High Court; \
Court of Appeal; Constitutional Court; Electoral Commission; Central Election Commission; Election Commission";

const PARTIES: &str = "\
Republican Party; Democratic Party; Republicans; Democrats; GOP; RNC; DNC; Republican National Committee; Democratic National \
Committee; Tea Party; Green Party; Greens; Libertarian Party; Labour; Labour Party; Conservative Party; Conservatives; Tories; \
Tory Party; Liberal Democrats; Lib Dems; UKIP; Brexit Party; Reform UK; SNP; Scottish National Party; Plaid Cymru; Sinn Fein; \
Sinn Féin; DUP; Democratic Unionist Party; Liberal Party; Bloc Québécois; New Democratic Party; NDP; Labor Party; Liberal \
National Party; National Party; Fianna Fáil; Fine Gael; CDU; CSU; SPD; FDP; AfD; Alternative for Germany; Die Linke; Christian \
Democratic Union; Social Democratic Party; Social Democrats; Christian Democrats; Free Democratic Party; National Front; National \
Rally; En Marche; Socialist Party; Communist Party; Popular Party; People's Party; Podemos; Vox; Ciudadanos; Forza Italia; Lega; \
Northern League; Five Star Movement; Brothers of Italy; Fidesz; Jobbik; Law and Justice; Civic Platform; Syriza; New Democracy; \
Golden Dawn; AKP; CHP; HDP; MHP; Justice and Development Party; Republican People's Party; Likud; Kadima; Yesh Atid; Shas; United \
Torah Judaism; Yisrael Beiteinu; Meretz; United Russia; Just Russia; Yabloko; LDPR; Liberal Democratic Party; Servant of the \
People; Party of Regions; Batkivshchyna; European Solidarity; BJP; Bharatiya Janata Party; Indian National Congress; Congress \
Party; Aam Aadmi Party; Shiv Sena; Muslim League; Pakistan Peoples Party; PPP; Awami League; Kuomintang; KMT; DPP; Democratic \
Progressive Party; Komeito; LDP; ANC; African National Congress; Democratic Alliance; Economic Freedom Fighters; ZANU-PF; Ba'ath \
Party; Baath Party; Workers' Party; Workers Party; PRI; PAN; Institutional Revolutionary Party; Peronist; Sandinista; Nazi Party; \
NSDAP; Whig Party; Whigs; Federalist Party; Progressive Party; Reform Party; Unionist Party; Freedom Party; Finns Party; Sweden \
Democrats; Danish People's Party; Centre Party; Pirate Party; Moderate Party; Nordic Green; Party for Freedom; VVD; D66";

const OUTLETS: &str = "\
Reuters; Associated Press; AP; AFP; Agence France-Presse; TASS; RIA Novosti; Interfax; Xinhua; Kyodo; ANSA; DPA; Bloomberg; Dow \
Jones; UPI; BBC; BBC News; CNN; Fox News; Fox; MSNBC; NBC; NBC News; ABC; ABC News; CBS; CBS News; PBS; NPR; C-SPAN; CNBC; ITV; \
Sky News; Sky; Channel 4; Al Jazeera; Al Arabiya; RT; Russia Today; Sputnik; Deutsche Welle; France 24; Euronews; CGTN; CCTV; NHK; \
CBC; CTV; SBS; RTE; VOA; Voice of America; Radio Free Europe; RFE/RL; New York Times; The New York Times; NYT; Washington Post; The \
Washington Post; Wall Street Journal; The Wall Street Journal; WSJ; USA Today; Los Angeles Times; LA Times; Chicago Tribune; \
Boston Globe; Miami Herald; Washington Times; New York Post; Daily News; New York Daily News; Politico; Axios; The Hill; \
HuffPost; Huffington Post; BuzzFeed; Buzzfeed News; Vox Media; Vice; Vice News; Slate; Salon; The Atlantic; Atlantic; New Yorker; \
The New Yorker; Time Magazine; Newsweek; The Economist; Economist; Financial Times; The Guardian; Guardian; The Times; Sunday \
Times; The Telegraph; Daily Telegraph; Telegraph; The Independent; Daily Mail; Mail on Sunday; Daily Mirror; Daily Express; The \
Sun; Evening Standard; Metro; The Observer; Le Monde; Le Figaro; Libération; Der Spiegel; Spiegel; Die Zeit; Bild; Die Welt; \
Süddeutsche Zeitung; Frankfurter Allgemeine Zeitung; El País; El Pais; El Mundo; La Repubblica; Corriere della Sera; Haaretz; \
Jerusalem Post; Times of Israel; Yedioth Ahronoth; Pravda; Izvestia; Kommersant; Vedomosti; Novaya Gazeta; Meduza; Echo of Moscow; \
Dozhd; Kyiv Post; Kyiv Independent; Ukrainska Pravda; Ukrinform; Times of India; The Hindu; Hindustan Times; Indian Express; Dawn; \
South China Morning Post; Global Times; People's Daily; China Daily; Japan Times; Asahi Shimbun; Yomiuri Shimbun; Straits Times; \
Sydney Morning Herald; The Age; The Australian; Globe and Mail; Toronto Star; National Post; Daily Beast; Breitbart; Breitbart \
News; Drudge Report; Daily Caller; National Review; Weekly Standard; Mother Jones; The Nation; New Republic; ProPublica; \
Bellingcat; WikiLeaks; Rolling Stone; Vanity Fair; Vogue; Playboy; Forbes; Fortune; Wired; TechCrunch; The Verge; Ars Technica; \
Gawker; Variety; Hollywood Reporter; Billboard; Sports Illustrated; ESPN; Business Insider; Nature; Science; The Lancet; Lancet; \
Nikkei; Handelsblatt; Kyodo News; Yonhap; IRNA; Fars; SANA; Anadolu; Anadolu Agency; MTV; HBO; Netflix; Univision; Telemundo";

const COMPANIES: &str = "\
Google; Apple; Microsoft; Amazon; Facebook; Meta; Twitter; YouTube; Instagram; WhatsApp; Snapchat; TikTok; ByteDance; Telegram; \
LinkedIn; Reddit; Yahoo; AOL; MySpace; eBay; PayPal; Uber; Lyft; Airbnb; Tesla; SpaceX; OpenAI; Intel; AMD; Nvidia; IBM; Oracle; \
Cisco; Dell; HP; Hewlett-Packard; Xerox; Samsung; Sony; Nintendo; Toshiba; Panasonic; LG; Huawei; Xiaomi; ZTE; Lenovo; Alibaba; \
Tencent; Baidu; Foxconn; Nokia; Ericsson; Motorola; BlackBerry; Verizon; AT&T; Sprint; T-Mobile; Comcast; Vodafone; BT; Orange; \
Telefonica; Boeing; Airbus; Lockheed; Lockheed Martin; Raytheon; Northrop Grumman; General Dynamics; BAE Systems; Rolls-Royce; \
General Electric; GE; Siemens; Bosch; Bayer; BASF; Volkswagen; VW; BMW; Mercedes; Daimler; Audi; Porsche; Fiat; Chrysler; Ford; \
General Motors; GM; Toyota; Honda; Nissan; Hyundai; Kia; Mazda; Renault; Peugeot; Citroen; Volvo; Saab; Enron; WorldCom; Lehman \
Brothers; Goldman Sachs; Goldman; Morgan Stanley; JPMorgan; JP Morgan; JPMorgan Chase; Citigroup; Citibank; Bank of America; \
Wells Fargo; Merrill Lynch; Bear Stearns; AIG; Barclays; HSBC; Lloyds; RBS; Deutsche Bank; UBS; Credit Suisse; BNP Paribas; \
Societe Generale; Santander; Visa; Mastercard; American Express; Berkshire Hathaway; BlackRock; Blackstone; KPMG; Deloitte; PwC; \
Ernst & Young; McKinsey; Moody's; Fitch; Standard & Poor's; Exxon; ExxonMobil; Exxon Mobil; Chevron; Shell; BP; Total; ConocoPhillips; \
Halliburton; Schlumberger; Aramco; Saudi Aramco; Petrobras; Pemex; PG&E; Edison; Dynegy; Walmart; Wal-Mart; Target; Costco; Sears; \
Macy's; Ikea; Tesco; Sainsbury's; Marks & Spencer; Carrefour; Aldi; Lidl; McDonald's; McDonalds; Burger King; Starbucks; KFC; Subway; \
Coca-Cola; Coke; Pepsi; PepsiCo; Nestle; Nestlé; Unilever; Procter & Gamble; Johnson & Johnson; Pfizer; Moderna; AstraZeneca; Merck; \
Novartis; Roche; GlaxoSmithKline; Sanofi; Monsanto; Disney; Walt Disney; Warner Bros; Warner Bros.; Paramount; Universal; Universal \
Pictures; 20th Century Fox; Pixar; Marvel; DreamWorks; Columbia Records; Capitol Records; EMI; Atlantic Records; Virgin; Nike; Adidas; \
Puma; Gucci; Prada; Levi's; FedEx; UPS; DHL; Delta; United Airlines; American Airlines; Southwest; British Airways; Lufthansa; Air \
France; KLM; Ryanair; EasyJet; Aeroflot; Emirates; Qantas; Malaysia Airlines; Hilton; Marriott; Hyatt; Sheraton; Blackwater; Cambridge \
Analytica; Palantir; Kaspersky; Yandex; VKontakte; Gazprombank; Rostec; Norilsk Nickel; Petronas; Reliance; Tata; Infosys; Adobe; \
Spotify; Dropbox; Skype; Zoom; Slack; Groupon; Kodak; Polaroid; Canon; Nikon; Lego; Mattel; Hasbro; Penguin; Random House; HarperCollins";

const NATIONALITIES: &str = "\
American; Americans; British; Briton; Britons; English; Scottish; Welsh; Irish; French; German; Germans; Russian; Russians; \
Ukrainian; Ukrainians; Chinese; Japanese; Korean; North Korean; South Korean; Indian; Indians; Pakistani; Pakistanis; Afghan; \
Afghans; Iraqi; Iraqis; Iranian; Iranians; Syrian; Syrians; Israeli; Israelis; Palestinian; Palestinians; Lebanese; Egyptian; \
Egyptians; Saudi; Saudis; Turkish; Turks; Kurdish; Kurds; Arab; Arabs; Jewish; Jews; Muslim; Muslims; Christian; Christians; \
Islamic; Islamist; Islamists; Catholic; Catholics; Protestant; Protestants; Sunni; Sunnis; Shia; Shiite; Shiites; Shi'ite; Hindu; \
Hindus; Buddhist; Sikh; Orthodox; European; Europeans; African; Africans; Asian; Asians; Latin American; Hispanic; Latino; Latinos; \
African American; African Americans; African-American; African-Americans; Western; Soviet; Soviets; Nazi; Nazis; Communist; \
Republican; Democratic; Democrat; Spanish; Portuguese; Italian; Italians; Greek; Greeks; Dutch; Belgian; Swiss; Austrian; Swedish; \
Swedes; Norwegian; Danish; Danes; Finnish; Finns; Icelandic; Polish; Poles; Czech; Czechs; Slovak; Hungarian; Hungarians; Romanian; \
Bulgarian; Serbian; Serb; Serbs; Croatian; Croat; Bosnian; Albanian; Kosovar; Macedonian; Slovenian; Montenegrin; Belarusian; \
Lithuanian; Latvian; Estonian; Moldovan; Georgian; Armenian; Azerbaijani; Azeri; Chechen; Chechens; Tatar; Kazakh; Uzbek; Tajik; \
Mexican; Mexicans; Canadian; Canadians; Cuban; Cubans; Brazilian; Argentine; Argentinian; Chilean; Colombian; Venezuelan; Peruvian; \
Bolivian; Haitian; Filipino; Filipinos; Vietnamese; Thai; Burmese; Rohingya; Uyghur; Uighur; Tibetan; Indonesian; Malaysian; \
Singaporean; Australian; Australians; New Zealander; Aboriginal; Maori; Nigerian; Kenyan; Ethiopian; Somali; Sudanese; South African; \
Ghanaian; Congolese; Rwandan; Ugandan; Zimbabwean; Libyan; Tunisian; Algerian; Moroccan; Yemeni; Jordanian; Kuwaiti; Qatari; Emirati; \
Bangladeshi; Sri Lankan; Nepalese; Mongolian; Taiwanese; Roman; Byzantine; Ottoman; Persian; Mughal; Victorian; Celtic; Slavic; \
Scandinavian; Nordic; Baltic; Balkan; Mediterranean; Middle Eastern; Californian; Texan; New Yorker; Londoner; Parisian; Quebecois";

const REGIONS: &str = "\
Middle East; Near East; Far East; North America; South America; Central America; Latin America; Eastern Europe; Western Europe; \
Central Europe; Southeast Asia; Central Asia; South Asia; East Asia; North Africa; West Africa; East Africa; Sub-Saharan Africa; Europe; \
Asia; Africa; Antarctica; Oceania; Americas; Caribbean; Balkans; Caucasus; Scandinavia; Siberia; Crimea; Donbas; Donbass; Donetsk; \
Luhansk; Kherson; Zaporizhzhia; Kharkiv; Chechnya; Dagestan; Tatarstan; Transnistria; Abkhazia; South Ossetia; Nagorno-Karabakh; \
Kosovo; Catalonia; Andalusia; Basque Country; Scotland; Wales; England; Northern Ireland; Ulster; Bavaria; Saxony; Prussia; Tuscany; \
Sicily; Sardinia; Lombardy; Normandy; Brittany; Provence; Corsica; Crete; Flanders; Wallonia; Galicia; Bohemia; Moravia; Transylvania; \
Kurdistan; Iraqi Kurdistan; Punjab; Kashmir; Sindh; Balochistan; Xinjiang; Tibet; Guangdong; Sichuan; Hong Kong; Macau; Okinawa; \
Hokkaido; Java; Sumatra; Bali; Borneo; Mindanao; Luzon; Gaza; Gaza Strip; West Bank; Golan Heights; Sinai; Darfur; Quebec; Ontario; \
Alberta; Manitoba; Saskatchewan; Nova Scotia; British Columbia; Yukon; Queensland; New South Wales; Victoria; Tasmania; Western \
Australia; Patagonia; Amazon; Sahara; Sahel; Himalayas; Alps; Andes; Rockies; Urals; Pacific; Atlantic; Pacific Ocean; Atlantic Ocean; \
Indian Ocean; Arctic; Mediterranean; Mediterranean Sea; Black Sea; Baltic Sea; Red Sea; Caspian Sea; North Sea; Persian Gulf; Gulf of \
Mexico; South China Sea; Nile; Danube; Rhine; Volga; Dnieper; Thames; Mississippi; Mississippi River; Hudson; Potomac; Midwest; New \
England; West Coast; East Coast; Silicon Valley; Bay Area; Manhattan; Brooklyn; Queens; Bronx; Harlem; Hollywood; Wall Street; \
Washington D.C.; Washington DC; D.C.; DC; Capitol Hill; Ground Zero; Guantanamo; Guantanamo Bay; Chernobyl; Fukushima; Bethlehem; \
Calif.; Fla.; Tex.; Mass.; Pa.; Va.; N.Y.; N.J.; N.C.; S.C.; Conn.; Mich.; Ill.; Ariz.; Colo.; Wash.; Ore.; Tenn.; Ga.; Mo.; Md.; Minn.; \
Wis.; Nev.; Kan.; Okla.; Ark.; Ala.; La.; Ky.; Ind.; CA; NY; TX; FL; NJ; MD; VA; PA; IL; CT; NC; SC; NV; AZ; NYC; LA; L.A.; SF; \
Kyiv; Kiev; Odesa; Lviv; Moscow; St. Petersburg; Beijing; Jerusalem; Tel Aviv; Aleppo; Raqqa; Mosul; Fallujah; Kabul; Kandahar";

const COUNTRIES: &str = "\
U.S.; US; USA; U.S.A.; United States; United States of America; America; UK; U.K.; United Kingdom; Britain; Great Britain; Russia; \
Soviet Union; USSR; Iran; Syria; North Korea; South Korea; Korea; Vietnam; Laos; Moldova; Bolivia; Venezuela; Tanzania; Palestine; \
Taiwan; Vatican City; Ivory Coast; Congo; Burma; Myanmar; Czech Republic; Czechia; Macedonia; Yugoslavia; Czechoslovakia; East \
Germany; West Germany; East Timor; Holland; Swaziland; Cape Verde; Brunei; UAE; Emirates; DRC; Bosnia; Turkey; Georgia; Jordan; Chad";

/// A lower-case name without accents, Cyrillic as English newspapers write it.
pub(super) fn in_latin_letters(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    for letter in name.chars() {
        match in_latin(letter) {
            Some(latin) => letters.push_str(latin),
            None => letters.push(letter),
        }
    }
    letters.strip_suffix("iy").map_or(letters.clone(), |stem| format!("{stem}y"))
}

fn in_latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'а' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' | 'е' | 'э' | 'є' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'и' | 'і' => "i",
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'о' => "o",
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'у' => "u",
        'ç' | 'ć' | 'č' => "c",
        'ñ' | 'ń' | 'ň' | 'н' => "n",
        'š' | 'ş' | 'ś' | 'ș' | 'с' => "s",
        'ž' | 'ź' | 'ż' | 'з' => "z",
        'ł' | 'л' => "l",
        'ğ' | 'г' | 'ґ' => "g",
        'ř' | 'р' => "r",
        'ţ' | 'ț' | 'т' => "t",
        'ý' | 'ы' | 'й' | 'ї' => "y",
        'б' => "b",
        'в' => "v",
        'д' => "d",
        'ё' => "yo",
        'ж' => "zh",
        'к' => "k",
        'м' => "m",
        'п' => "p",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ь' | 'ъ' => "",
        'ђ' => "dj",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        _ => return None,
    })
}
