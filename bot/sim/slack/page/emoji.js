// Short names -> unicode. What is not in the table (a workspace's own emoji) becomes a small :name: chip.

import { h } from "./dom.js";

const GROUPS = {
  Smileys:
    "grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rolling_on_the_floor_laughing 🤣 " +
    "slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 " +
    "stuck_out_tongue 😛 hugging_face 🤗 thinking_face 🤔 shushing_face 🤫 zipper_mouth_face 🤐 neutral_face 😐 smirk 😏 " +
    "unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 nauseated_face 🤢 " +
    "hot_face 🥵 cold_face 🥶 dizzy_face 😵 exploding_head 🤯 face_with_cowboy_hat 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓 " +
    "confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 astonished 😲 flushed 😳 pleading_face 🥺 cry 😢 sob 😭 " +
    "scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 ghost 👻 " +
    "alien 👽 robot_face 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊",
  People:
    "wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 " +
    "+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ " +
    "muscle 💪 eyes 👀 eye 👁️ brain 🧠 ear 👂 speech_balloon 💬 thought_balloon 💭 zzz 💤 bust_in_silhouette 👤 " +
    "busts_in_silhouette 👥 technologist 🧑‍💻 detective 🕵️ ninja 🥷 shrug 🤷 facepalm 🤦 bow 🙇 raising_hand 🙋 dancer 💃 " +
    "heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔 sparkling_heart 💖 100 💯",
  Nature:
    "seedling 🌱 herb 🌿 four_leaf_clover 🍀 evergreen_tree 🌲 palm_tree 🌴 cactus 🌵 leaves 🍃 sunflower 🌻 rose 🌹 tulip 🌷 " +
    "bouquet 💐 cherry_blossom 🌸 mushroom 🍄 potted_plant 🪴 dog 🐶 cat 🐱 fox_face 🦊 bear 🐻 panda_face 🐼 lion_face 🦁 frog 🐸 " +
    "chicken 🐔 penguin 🐧 bird 🐦 owl 🦉 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋 turtle 🐢 snake 🐍 octopus 🐙 whale 🐳 " +
    "dolphin 🐬 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ rainbow 🌈 ocean 🌊 zap ⚡ fire 🔥 star ⭐ star2 🌟 " +
    "sparkles ✨ dizzy 💫 boom 💥 crescent_moon 🌙 earth_africa 🌍 earth_americas 🌎",
  Food:
    "apple 🍎 green_apple 🍏 lemon 🍋 banana 🍌 watermelon 🍉 grapes 🍇 strawberry 🍓 peach 🍑 avocado 🥑 bread 🍞 pizza 🍕 " +
    "hamburger 🍔 taco 🌮 cookie 🍪 cake 🍰 birthday 🎂 doughnut 🍩 popcorn 🍿 coffee ☕ tea 🍵 beer 🍺 wine_glass 🍷 champagne 🍾",
  Activity:
    "tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 first_place_medal 🥇 second_place_medal 🥈 " +
    "third_place_medal 🥉 soccer ⚽ basketball 🏀 tennis 🎾 dart 🎯 game_die 🎲 jigsaw 🧩 video_game 🎮 art 🎨 musical_note 🎵 " +
    "guitar 🎸 microphone 🎤 headphones 🎧 clapper 🎬 mountain ⛰️ camping 🏕️ beach_with_umbrella 🏖️ rocket 🚀 airplane ✈️ " +
    "car 🚗 taxi 🚕 bus 🚌 bike 🚲 train 🚆 ship 🚢 house 🏠 office 🏢 school 🏫 hospital 🏥 bank 🏦 construction 🚧",
  Objects:
    "briefcase 💼 memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 clipboard 📋 bookmark_tabs 📑 bookmark 🔖 label 🏷️ " +
    "file_folder 📁 open_file_folder 📂 card_index 📇 card_index_dividers 🗂️ calendar 📅 date 📅 spiral_calendar_pad 🗓️ " +
    "chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 pushpin 📌 round_pushpin 📍 paperclip 📎 " +
    "straight_ruler 📏 scissors ✂️ lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ link 🔗 " +
    "magnet 🧲 test_tube 🧪 microscope 🔬 telescope 🔭 bulb 💡 flashlight 🔦 book 📖 books 📚 notebook 📓 newspaper 📰 " +
    "moneybag 💰 money_with_wings 💸 credit_card 💳 email 📧 envelope ✉️ e-mail 📧 incoming_envelope 📨 envelope_with_arrow 📩 " +
    "outbox_tray 📤 inbox_tray 📥 package 📦 mailbox 📫 mailbox_with_mail 📬 phone ☎️ telephone_receiver 📞 iphone 📱 " +
    "computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ floppy_disk 💾 camera 📷 mag 🔍 mag_right 🔎 bell 🔔 no_bell 🔕 " +
    "mega 📣 loudspeaker 📢 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ " +
    "shield 🛡️ wastebasket 🗑️ crystal_ball 🔮 thermometer 🌡️ pill 💊 door 🚪 chair 🪑 broom 🧹 compass 🧭 mirror 🪞 ladder 🪜",
  Symbols:
    "white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ " +
    "heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗ bangbang ‼️ warning ⚠️ no_entry ⛔ " +
    "no_entry_sign 🚫 octagonal_sign 🛑 stop_sign 🛑 information_source ℹ️ recycle ♻️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ " +
    "arrow_down ⬇️ arrow_upper_right ↗️ arrows_counterclockwise 🔄 repeat 🔁 twisted_rightwards_arrows 🔀 " +
    "leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ rewind ⏪ fast_forward ⏩ arrow_forward ▶️ double_vertical_bar ⏸️ " +
    "pause_button ⏸️ black_square_for_stop ⏹️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 " +
    "large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩 small_blue_diamond 🔹 " +
    "small_orange_diamond 🔸 white_small_square ▫️ black_small_square ▪️ radio_button 🔘 new 🆕 free 🆓 up 🆙 ok 🆗 sos 🆘 cool 🆒 " +
    "copyright ©️ registered ®️ tm ™️ globe_with_meridians 🌐 checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ " +
    "one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣ " +
    "flag-de 🇩🇪 flag-gb 🇬🇧 flag-us 🇺🇸 flag-fr 🇫🇷 flag-es 🇪🇸 flag-it 🇮🇹 flag-eu 🇪🇺 flag-in 🇮🇳 flag-br 🇧🇷 flag-ca 🇨🇦",
};

export const emojiGroups = Object.fromEntries(Object.entries(GROUPS).map(([group, text]) => [group, pairs(text)]));
const TABLE = new Map(Object.values(emojiGroups).flat());
const SKIN = /^:?skin-tone-[2-6]:?$/;

function pairs(text) {
  const words = text.trim().split(/\s+/);
  return words.filter((_, i) => i % 2 === 0).map((name, i) => [name, words[2 * i + 1]]);
}

export function unicodeOf(name) {
  return TABLE.get(name.split("::")[0]) ?? null;
}

export function emojiNode(name) {
  const [base, tone] = name.split("::");
  const char = TABLE.get(base);
  if (char) return h("span", { class: "emoji", title: `:${base}:`, role: "img", "aria-label": base }, char);
  if (tone && SKIN.test(tone)) return emojiNode(base);
  return h("span", { class: "emoji-chip", title: `:${name}: is a workspace's own emoji` }, `:${name}:`);
}

export function searchEmoji(query, limit = 60) {
  const wanted = query.toLowerCase();
  const names = [...TABLE.keys()].filter((name) => name.includes(wanted));
  names.sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)));
  return names.slice(0, limit).map((name) => [name, TABLE.get(name)]);
}
