"""Everyday questions by domain: frames, subjects, and whole prompts for `other`."""

FRAMES = [
    "what is {}?", "what's {} in simple terms", "explain {} to me", "can you explain {} like I'm 12?",
    "how does {} work?", "why does {} matter?", "I keep hearing about {}, what is it?", "tell me about {}",
    "give me a short overview of {}", "I need to understand {} before tomorrow", "what should I know about {}?",
    "what are common misconceptions about {}?", "can you give me an example of {}?", "write a paragraph on {}",
    "help me study {}", "make flashcards on {}", "I read something about {} and got confused. Can you clear it up?",
    "is there an easy way to think about {}?", "who should I read to learn about {}?", "quiz me on {}",
    "what's the big deal with {}", "hey, got a minute? I'm trying to get my head around {}",
    "my kid asked me about {} and I had no answer", "five key points on {} please", "{} - how would you describe it?",
    "{}?", "where does the idea of {} come from?", "what are the pros and cons related to {}",
]

SUBJECTS = {
    "biology": "photosynthesis|mitosis and meiosis|how octopuses change colour|DNA replication|natural selection|why leaves turn red in autumn|gene editing with CRISPR|how bees navigate|the food chain in a pond|why cats purr|the structure of a cell membrane|bacteria that eat plastic|dominant and recessive genes|how birds migrate|photosensitive algae|the role of mitochondria|coral bleaching|hibernation in bears|fungi and tree roots|how viruses copy themselves|invasive species|the lifecycle of frogs|protein folding in cells|why whales are mammals|the nitrogen cycle in soil ecosystems|taxonomy of insects|stem cells".split("|"),
    "business": "writing a business plan|pricing a new product|cash flow forecasts|how to onboard a new hire|SWOT analysis|a marketing funnel|churn in a subscription company|negotiating with suppliers|double-entry bookkeeping|the balance sheet of a small shop|OKRs|running a good sales call|franchise fees|how venture capital term sheets work|brand positioning|inventory turnover|leading a remote team|performance reviews|customer lifetime value|mergers of two mid-size firms|opening a coffee shop|working capital|a pitch deck|employee retention|supply chain planning|invoicing clients late|CRM software for a sales team".split("|"),
    "chemistry": "covalent bonds|why salt dissolves in water|pH and buffers|the periodic table|how soap removes grease|titration|catalysts|redox reactions|rust on iron|the smell of esters|Le Chatelier's principle|moles and molar mass|baking soda and vinegar|noble gases|isomers|electrolysis of water|polymers such as nylon|acid rain chemistry|chirality|SN1 and SN2 reactions|balancing chemical equations|chromatography|why ice melts with salt|enthalpy of combustion|oxidation states|organic functional groups|hydrogen bonding".split("|"),
    "computer science": "recursion|binary search trees|git rebase|a race condition|REST and GraphQL|Docker volumes|Big O notation|hash collisions|SQL joins|a null pointer exception in Java|Python list comprehensions|TCP and UDP|garbage collection|unit tests for a React component|public key encryption|transformers in machine learning|overfitting a model|a segfault in my C program|regular expressions|dynamic programming|Kubernetes pods|async and await in JavaScript|the CAP theorem|database indexes|how compilers parse code|deadlocks|a CSS grid that won't align".split("|"),
    "economics": "inflation|why central banks raise interest rates|supply and demand|opportunity cost|GDP per head|the minimum wage debate|price elasticity|tariffs|quantitative easing|a recession|comparative advantage|the housing market|public goods|monopolies|the national debt|exchange rates|moral hazard|the Gini coefficient|stagflation|why rents keep rising|unemployment figures|externalities such as pollution|game theory in auctions|bond yields|universal basic income|trade deficits|the Phillips curve".split("|"),
    "engineering": "torque in an electric motor|how bridges carry load|choosing a resistor for an LED|heat pumps|a PID controller|reinforced concrete|3D printing tolerances|how a gearbox works|solar panels on a flat roof|fatigue cracks in steel|op-amps|hydraulic presses|a stepper motor that skips steps|signal filters|wind turbine blades|three-phase power|welding aluminium|the control surfaces of an aircraft|beam deflection|battery management systems|pump cavitation|a leaking pressure valve|CNC milling|Bode plots|fluid flow in pipes|turbochargers|sizing a circuit breaker".split("|"),
    "health": "high blood pressure|iron deficiency|how much sleep I need|type 2 diabetes|taking ibuprofen with alcohol|lower back pain|vaccines for travel|a sore throat that won't go away|intermittent fasting|cholesterol levels|migraines|asthma inhalers|a sprained ankle|vitamin D|the flu or a cold|skin rashes in babies|antibiotic resistance|menopause symptoms|heart rate zones|food allergies|knee surgery recovery|acid reflux|my blood test results|hydration when running|physiotherapy after a stroke|first aid for burns|side effects of statins".split("|"),
    "history": "the fall of Rome|the French Revolution|the Silk Road|the Cold War|how the pyramids were built|the Black Death|World War I alliances|the Ottoman Empire|the Meiji Restoration|the Berlin Wall|the Industrial Revolution|Napoleon in Russia|the Aztecs|women's suffrage|the Magna Carta as an event|the partition of India|Viking raids|the Great Depression era|ancient Sparta|the Space Race|colonial Africa|the Treaty of Versailles|the Mongol conquests|the Renaissance in Florence|the American Civil War|Cleopatra|the Spanish Armada".split("|"),
    "law": "small claims court|copyright on photos|my rights as a tenant|breach of contract|a non-compete clause|the difference between civil and criminal cases|GDPR requests|wills and inheritance|unfair dismissal|negligence|defamation|power of attorney|a speeding ticket I want to contest|custody after divorce|habeas corpus|terms of service|landlord deposits|trademark infringement|consumer returns law|jury duty|plea bargains|employment contracts|easements|self-defence in law|appealing a court decision|squatters' rights|liability waivers".split("|"),
    "math": "the quadratic formula|derivatives|long division|prime numbers|matrix multiplication|the chain rule|probability of two dice|eigenvalues|integration by parts|standard deviation|permutations and combinations|logarithms|vectors and dot products|percentages and discounts|proof by induction|complex numbers|the Pythagorean theorem|limits|Bayes' theorem|fractions|modular arithmetic|geometric series|linear regression by hand|trigonometric identities|solving x^2 - 5x + 6 = 0|graph colouring|the area of a circle".split("|"),
    "philosophy": "free will|the trolley problem|Stoicism|Kant's categorical imperative|existentialism|Plato's cave|utilitarianism|the mind-body problem|moral relativism|Nietzsche's idea of the overman|the meaning of life|epistemology|the ship of Theseus|Descartes and doubt|virtue ethics|the problem of evil|logical fallacies|Sartre on bad faith|Hume on causation|the veil of ignorance|phenomenology|nihilism|personal identity over time|Buddhist ideas of the self|Socratic questioning|deontology|what makes an action right".split("|"),
    "physics": "black holes|Newton's third law|quantum entanglement|why the sky is blue|special relativity|friction|the Doppler effect|how magnets work|entropy|the double-slit experiment|gravity on the moon|sound waves|nuclear fusion|buoyancy|lenses and refraction|kinetic energy|superconductors|dark matter|why planes fly|pendulums|static electricity|the speed of light|angular momentum|radioactive decay|thermal expansion|the Higgs boson|tides and the moon".split("|"),
    "psychology": "cognitive dissonance|procrastination|attachment styles|classical conditioning|imposter syndrome|panic attacks|working memory|the bystander effect|burnout|introverts and extroverts|confirmation bias|Maslow's hierarchy|how habits form|ADHD in adults|grief|motivation in teenagers|the placebo effect|body language|social anxiety|cognitive behavioural therapy|Freud's theory of dreams|peer pressure|self-esteem|why people lie|child development stages|setting boundaries|loneliness".split("|"),
}

OTHER = """\
what should I cook tonight with chicken, rice and one sad carrot
Plan a 3 day trip to Lisbon for two people who hate museums
how do I get red wine out of a white shirt
write a birthday message for my grandma who turns 80
Recommend a movie for a rainy sunday
what's a good name for a grey kitten
Translate "see you next week" into Portuguese
write an email to my landlord, polite but firm, about the broken heater
tell me a joke about penguins
best way to clean a cast iron pan?
who won the world cup in 2014
my boyfriend forgot our anniversary, should I be mad
how long do I boil an egg so the yolk stays soft
Write a haiku about Monday mornings
proofread this: I has went to the store yesterday and buyed milk.
Suggest songs for a road trip playlist, mostly 90s rock
what do I wear to a beach wedding?
how do I tune a guitar by ear
give me ideas for a baby shower
Summarise this message in one line: dinner moved to 8, bring wine, Anna can't come.
What time is it in Tokyo when it's noon in London?
which dog breed is good for a small apartment
How do I ask my crush out without being weird?
make a packing list for camping with toddlers
rewrite this so it sounds friendlier: Send me the file today.
what's the best month to visit Japan
Help me write a cover letter for a job as a barista
Explain the offside rule
can you roleplay as a medieval innkeeper
any tips for growing tomatoes on a balcony
who sang Purple Rain
Write a short story about a lighthouse keeper and a lost dog
thank you so much, that was great
hi
hello, who are you?
what can you do?
how do I remove a stuck jar lid
Make a rhyme with the word orange
how many teaspoons in a tablespoon
find me a vegetarian lasagna recipe
Write a toast for my best friend's wedding
where can I see the northern lights
I had a fight with my sister, how do I apologise
What's the plot of Hamlet in two sentences?
turn this list into a table: apples 3, pears 5, plums 9
how do I fold a fitted sheet
Is it rude to leave a party early?
give me 10 usernames for a gaming channel
which tyres for snow
caption for a photo of my dog at the beach
Translate this into German: The meeting has been moved to Thursday.
how do I get better at chess openings
what are good indoor plants that survive anything
Teach me how to juggle
write a limerick about a taxi driver
cheap ideas for a date night at home
what's the capital of Mongolia
What does "break a leg" mean?
how do I say good morning in Korean
What's a synonym for beautiful that doesn't sound cheesy
plan a weekly menu for a family of four, no fish
Draft a message to tell my team mates practice is cancelled
how to stop my cat from scratching the sofa
I want to start running, where do I begin
Write lyrics for a country song about a broken truck
how do I train for a 10k in two months
explain the rules of poker
set a timer for ten minutes
what's the weather like in Rome in April
remind me to call mum tomorrow
which hotel area is best in Barcelona for families
what should I get my dad for christmas, he likes fishing
Write a product review for a toaster, 4 stars
Can you make this shorter?
continue
now in Spanish please
Shorten it to 50 words.
make it more formal
Generate a riddle for kids
who plays the villain in the second film
Is a hot dog a sandwich?
what's your favourite colour
Suggest a name for our pub quiz team
how do I knit a scarf
Give me three icebreakers for a meeting
how do I style a denim jacket
Write a dialogue between a cat and a vacuum cleaner
what to see in Edinburgh in one day
how to make sourdough starter
translate to english: je suis en retard, désolé
How do I break up with someone nicely?
help me write a dating profile that's funny
What's the best board game for six people?
is it ok to wear brown shoes with a black suit
Create a bedtime story about a shy dragon
how do I descale my kettle
what is the tallest building in the world
Who painted The Starry Night?
how do I change a flat bicycle tyre
write a complaint to the airline about my lost suitcase
Need a gluten free dessert for 12 guests
Tell me about the band Radiohead
what's the difference between baking and roasting
how to get rid of fruit flies
Describe a sunset in three sentences, no clichés
please correct the grammar: he don't know where is the station
what are the colours of the Irish flag
how many people live in Canada
Name five rivers in South America
How much should I tip in the US?
what anime should I watch next, liked Mushishi
my flatmate never does the dishes, what do I say
write a thank-you note to a teacher
how do I get wax out of carpet
Fix the spelling in this sentence: teh quik brwn fox
which language is easiest to learn for an English speaker
what are some good podcasts for long drives
How do I paint a room without leaving streaks?
write an out-of-office reply for two weeks
Come up with a slogan for a lemonade stand my kids run
what's the best stretch after skiing
""".strip().split("\n")
