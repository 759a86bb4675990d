// Written by `node scripts/i18n.ts` from the phrases in messages/. Change those, not this.

type None = Record<never, never>
type Text = string | number
type Choice<Known extends string> = Known | (string & Record<never, never>)

/** Every phrase of the catalogue, in Russian, and what it needs from its caller. */
export interface Messages {
  // account
  /** Вход в Личный кабинет */
  'login.h1': None
  /** Электронная почта */
  'login.email': None
  /** Пароль */
  'login.password': None
  /** Показать пароль */
  'login.showPw': None
  /** Скрыть пароль */
  'login.hidePw': None
  /** Не выходить на этом устройстве {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'login.remember': { n: number }
  /** Не включайте на общем компьютере */
  'login.rememberHint': None
  /** После более чем 3 неверных попыток вход блокируется. */
  'login.lockRule': None
  /** Войти */
  'login.submit': None
  /** Войти с ключом доступа */
  'login.passkey': None
  /** Нет доступа? Его открывают по приглашению после заключения договора. */
  'login.noAccount': None
  /** Получили приглашение? Откройте ссылку «Принять приглашение» в письме. */
  'login.gotInvite': None
  /** Пароль изменён. Войдите с новым паролем. */
  'login.afterReset': None
  /** Вы вышли из Личного кабинета. */
  'login.afterLogout': None
  /** Сеанс завершён: {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} не было действий. Войдите снова, и мы вернём вас на ту же страницу. */
  'login.expired': { n: number }
  /** Вы уже вошли в другой вкладке. */
  'login.otherTab': None
  /** Введите код подтверждения */
  'otp.h1': None
  /** Откройте приложение-аутентификатор и введите шесть цифр. */
  'otp.body': None
  /** Код из приложения */
  'otp.label': None
  /** Подтвердить */
  'otp.submit': None
  /** Ввести резервный код */
  'otp.useBackup': None
  /** Резервный код */
  'otp.backupLabel': None
  /** Ввести код из приложения */
  'otp.useApp': None
  /** Не спрашивать код на этом устройстве {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'otp.trust': { n: number }
  /** Нет телефона и кодов? Руководитель компании может сбросить вход с кодом. */
  'otp.lost': None
  /** Создайте пароль */
  'invite.h1': None
  /** {operator} пригласило вас в Личный кабинет. Установите и подтвердите пароль, чтобы принять приглашение. */
  'invite.lead': None
  /** Электронная почта для входа */
  'invite.email': None
  /** Компания */
  'invite.company': None
  /** Ваша роль */
  'invite.role': None
  /** Это не ваша компания? Закройте страницу: без пароля учётная запись не появится. */
  'invite.notYou': None
  /** Пароль */
  'pw.new': None
  /** Подтверждение пароля */
  'pw.confirm': None
  /** Не менее 8 символов. Подойдёт фраза из нескольких слов. */
  'pw.hint': None
  /** Показать пароль */
  'pw.showNew': None
  /** Показать подтверждение пароля */
  'pw.showConfirm': None
  /** Надёжный пароль */
  'pw.strong': None
  /** Слабый пароль: добавьте длину */
  'pw.weak': None
  /** Создавая пароль, вы принимаете условия использования и соглашаетесь на обработку персональных данных. */
  'invite.terms': None
  /** Принять приглашение */
  'invite.submit': None
  /** Присоединиться к компании */
  'invite.join.h1': None
  /** У этого адреса уже есть учётная запись. Войдите в неё, и компания появится в вашем Личном кабинете. */
  'invite.join.lead': None
  /** Присоединиться */
  'invite.join.submit': None
  /** Компания добавлена в ваш Личный кабинет */
  'invite.join.done': None
  /** Вы вошли как {email}, а приглашение выписано на другой адрес. Выйдите, чтобы принять его. */
  'invite.other': { email: Text }
  /** {operator} приглашает вас в рабочий кабинет сотрудника. Установите и подтвердите пароль, чтобы принять приглашение. */
  'invite.staff.lead': None
  /** Добро пожаловать в Личный кабинет! */
  'welcome.h1': None
  /** {company}, договор № {contract}. */
  'welcome.lead': { company: Text; contract: Text }
  /** С чего начать */
  'welcome.next': None
  /** Посмотрите баланс и остатки талонов */
  'welcome.step1': None
  /** Пригласите бухгалтера и управляющего */
  'welcome.step2': None
  /** Включите вход с кодом или ключом доступа */
  'welcome.step3': None
  /** Перейти в Личный кабинет */
  'welcome.cta': None
  /** Заявка на регистрацию */
  'reg.h1': None
  /** Личный кабинет открывается для компаний с договором. Оставьте заявку: мы проверим данные и пришлём приглашение. */
  'reg.lead': None
  /** У вас есть договор с {operator}? */
  'reg.q.contract': None
  /** Да, договор есть */
  'reg.q.contractYes': None
  /** Нет, хотим заключить */
  'reg.q.contractNo': None
  /** Ваша компания */
  'reg.q.company': None
  /** С кем связаться */
  'reg.q.person': None
  /** Номер договора */
  'reg.contractNo': None
  /** Указан на первой странице договора */
  'reg.contractHint': None
  /** БИН или ИИН компании */
  'reg.bin': None
  /** 12 цифр */
  'reg.binHint': None
  /** Название компании */
  'reg.company': None
  /** Ваше имя и фамилия */
  'reg.person': None
  /** Должность */
  'reg.position': None
  /** Телефон */
  'reg.phone': None
  /** Например, +7 701 000 00 00. Позвоним, только если нужно уточнить данные. */
  'reg.phoneHint': None
  /** Электронная почта */
  'reg.email': None
  /** На этот адрес придёт приглашение */
  'reg.emailHint': None
  /** Проверьте данные и отправьте заявку */
  'reg.check.h1': None
  /** Отправить заявку */
  'reg.submit': None
  /** Заявка отправлена */
  'reg.sent.h1': None
  /** Номер заявки: {number} */
  'reg.sent.no': { number: Text }
  /** Подтвердите адрес {email} по ссылке из письма. Ответим в течение одного рабочего дня. */
  'reg.sent.body': { email: Text }
  /** Отправляя заявку, вы соглашаетесь на обработку персональных данных. */
  'reg.consent': None
  /** Забыли свой пароль? */
  'forgot.h1': None
  /** Введите электронную почту, и мы пришлём ссылку для изменения пароля. */
  'forgot.lead': None
  /** Электронная почта */
  'forgot.email': None
  /** Адрес, который вы указали при заключении договора или в который пришло приглашение */
  'forgot.hint': None
  /** Выслать новый пароль */
  'forgot.submit': None
  /** Проверьте почту */
  'forgot.sent.h1': None
  /** Если адрес {email} зарегистрирован, на него отправлено письмо со ссылкой на изменение пароля. Ссылка действует {n, plural, one {# час} few {# часа} many {# часов} other {# часа}}. */
  'forgot.sent.body': { email: Text; n: number }
  /** Отправить ещё раз */
  'forgot.sent.again': None
  /** Отправить ещё раз можно {n, plural, one {через # секунду} few {через # секунды} many {через # секунд} other {через # секунды}} */
  'forgot.sent.wait': { n: number }
  /** Указать другой адрес */
  'forgot.sent.other': None
  /** Мы пришлём ссылку. Сам пароль по почте не отправляем. */
  'forgot.never': None
  /** Изменить пароль */
  'reset.h1': None
  /** Учётная запись: {email} */
  'reset.for': { email: Text }
  /** Новый пароль */
  'reset.new': None
  /** Подтверждение нового пароля */
  'reset.confirm': None
  /** Изменить пароль */
  'reset.submit': None
  /** На других устройствах мы завершим сеансы: там нужно будет войти снова. */
  'reset.sessions': None
  /** Пароль изменён, вход разблокирован */
  'reset.done': None
  /** Повторная отправка инструкции */
  'resend.h1': None
  /** Не пришло приглашение или письмо с подтверждением? Отправим ещё раз. */
  'resend.lead': None
  /** Электронная почта, предоставленная при заключении договора */
  'resend.hint': None
  /** Выслать инструкцию повторно */
  'resend.submit': None
  /** Если для адреса {email} есть приглашение или неподтверждённая заявка, письмо отправлено. Прежние ссылки больше не действуют. */
  'resend.sent': { email: Text }
  /** Адрес подтверждён */
  'confirm.done.h1': None
  /** Заявка передана менеджеру. Приглашение придёт на {email}. */
  'confirm.done.body': { email: Text }
  /** Подтвердите адрес и создайте пароль */
  'confirm.h1': None
  /** Заявка № {number}. Установите пароль для входа: адрес станет подтверждённым, а заявка уйдёт менеджеру. */
  'confirm.lead': { number: Text }
  /** Подтвердить адрес */
  'confirm.submit': None
  /** Теперь для входа используется {email} */
  'emailChange.done': { email: Text }
  /** Смена адреса для входа */
  'emailChange.h1': None
  /** Прежний адрес: {old}. Новый адрес: {new}. */
  'emailChange.fromTo': { old: Text; new: Text }
  /** Подтвердить новый адрес */
  'emailChange.confirmNew': None
  /** Согласиться на смену адреса */
  'emailChange.approve': None
  /** Отменить смену адреса */
  'emailChange.cancel': None
  /** Готово наполовину: осталось подтверждение с другого адреса. */
  'emailChange.half': None
  /** Смена адреса отменена. Для входа используется прежний адрес. */
  'emailChange.cancelled': None
  /** Ссылка относится к другой учётной записи. Войдите в неё и откройте ссылку ещё раз. */
  'emailChange.stranger': None
  /** Чтобы подтвердить смену адреса, войдите в свою учётную запись. */
  'emailChange.signIn': None
  /** Если адрес уже изменён, мы вернём прежний, завершим все сеансы и попросим задать новый пароль. */
  'emailChange.undoWarn': None
  /** Вход заблокирован */
  'locked.h1': None
  /** Пароль введён неверно более 3 раз. Чтобы защитить учётную запись, мы остановили вход. */
  'locked.body': None
  /** Нажмите «Забыли свой пароль?» и задайте новый пароль: после этого вход откроется сразу. */
  'locked.how': None
  /** Забыли свой пароль? */
  'locked.cta': None
  /** Если пароль вводили не вы, сообщите в поддержку. */
  'locked.notYou': None
  /** Срок действия ссылки истёк */
  'link.expired.h1': None
  /** Приглашение действовало до {date}. Запросите новое: оно придёт на тот же адрес. */
  'link.expired.invite': { date: Text }
  /** Запросите новую ссылку для изменения пароля. */
  'link.expired.reset': None
  /** Запросите письмо ещё раз: придёт новая ссылка. */
  'link.expired.other': None
  /** Ссылкой уже воспользовались */
  'link.used.h1': None
  /** Приглашение принято. Войдите со своим паролем. */
  'link.used.invite': None
  /** Пароль по этой ссылке уже изменён. Войдите с новым паролем. */
  'link.used.reset': None
  /** По этой ссылке всё уже сделано, второй раз не нужно. */
  'link.used.other': None
  /** Это письмо не последнее: откройте более новое. */
  'link.replaced': None
  /** Приглашение отозвано. Уточните у того, кто вас пригласил. */
  'link.revoked': None
  /** Ссылка неполная. Скопируйте её из письма целиком. */
  'link.broken': None
  /** Ссылка не действует */
  'link.dead.h1': None
  /** Ссылка больше не нужна: данные изменились после письма. */
  'link.void': None
  /** Прислать новое приглашение */
  'link.renew': None
  /** Новое приглашение отправлено на тот же адрес. Проверьте почту и папку «Спам». */
  'link.renewed': None
  /** Письмо только что отправлено. Подождите минуту и проверьте почту. */
  'link.renewWait': None
  /** Сегодня писем уже достаточно. Проверьте папку «Спам» или позвоните в поддержку. */
  'link.renewLimit': None
  /** Нет соединения с интернетом. Проверьте связь и повторите. */
  'err.net.offline': None
  /** Сервер долго не отвечает. Подождите минуту и повторите: введённое сохранилось. */
  'err.net.timeout': None
  /** Что-то сломалось у нас. Повторите через несколько минут, а если не поможет, сообщите поддержке номер {id}. */
  'err.500': { id: Text }
  /** Личный кабинет на обслуживании до {datetime}. Талоны и карты на АЗС работают. */
  'err.503': { datetime: Text }
  /** Проверьте адрес или начните с главной. */
  'err.404': None
  /** У вашей роли нет доступа к этой странице. Попросите руководителя изменить роль. */
  'err.403': None
  /** Сеанс завершён. Войдите снова: введённое сохранилось. */
  'err.session': None
  /** Форма устарела, потому что страница долго была открыта. Отправьте её ещё раз. */
  'err.csrf': None
  /** Слишком много запросов подряд. Повторите {n, plural, one {через # минуту} few {через # минуты} many {через # минут} other {через # минуты}}. */
  'err.rate': { n: number }
  /** Пока вы заполняли форму, данные изменил другой сотрудник: {name}. Обновите страницу и проверьте данные. */
  'err.conflict': { name: Text }
  /** Это действие уже выполнено. Проверьте результат, прежде чем повторять. */
  'err.double': None
  /** Браузер не дал скопировать. Выделите текст и скопируйте вручную. */
  'err.copy': None
  /** Введите электронную почту */
  'err.login.email.empty': None
  /** Адрес не похож на электронную почту. Введите его как name@example.kz. */
  'err.email.format': None
  /** Возможно, опечатка. Вы имели в виду {suggestion}? */
  'err.email.typo': { suggestion: Text }
  /** Этот адрес уже используется для входа. Введите другой. */
  'err.email.same': None
  /** Введите пароль */
  'err.login.pw.empty': None
  /** Почта или пароль не подходят. Проверьте раскладку клавиатуры и Caps Lock или выберите «Забыли свой пароль?». */
  'err.login.wrong': None
  /** Почта или пароль не подходят. Ещё одна ошибка, и вход заблокируется. Если не уверены, выберите «Забыли свой пароль?». */
  'err.login.lastTry': None
  /** Вход заблокирован: пароль введён неверно более 3 раз. Выберите «Забыли свой пароль?» и задайте новый. */
  'err.login.locked': None
  /** Приглашение ещё не принято. Откройте ссылку из письма или выберите «Выслать инструкцию повторно». */
  'err.login.unconfirmed': None
  /** Доступ закрыт. Обратитесь к руководителю компании. */
  'err.login.disabled': None
  /** Обслуживание компании приостановлено. Позвоните менеджеру: {phone}. */
  'err.login.suspended': { phone: Text }
  /** Этот браузер ещё не проверен. Введите пароль ещё раз: попытка не засчитана. */
  'err.login.proof': None
  /** Введите новый пароль */
  'err.pw.empty': None
  /** Пароль короче 8 символов. Добавьте ещё {n, plural, one {# символ} few {# символа} many {# символов} other {# символа}}. */
  'err.pw.short': { n: number }
  /** Пароль длиннее {max} символов. Сократите его. */
  'err.pw.long': { max: Text }
  /** Этот пароль есть в списках взломанных. Придумайте другой. */
  'err.pw.common': None
  /** Новый пароль совпадает с прежним. Придумайте другой. */
  'err.pw.same': None
  /** В пароле есть ваша почта, имя или название компании. Уберите их. */
  'err.pw.personal': None
  /** Введите подтверждение пароля */
  'err.pw.confirmEmpty': None
  /** Пароль и подтверждение различаются. Введите подтверждение ещё раз. */
  'err.pw.mismatch': None
  /** Текущий пароль не подходит. Введите его ещё раз. */
  'err.pw.current': None
  /** Введите шесть цифр из приложения */
  'err.otp.empty': None
  /** Код не подошёл. Подождите следующий и проверьте, что часы телефона выставлены автоматически. */
  'err.otp.wrong': None
  /** Этим кодом уже воспользовались. Дождитесь следующего. */
  'err.otp.used': None
  /** Резервный код не подошёл. Проверьте символы или возьмите другой код. */
  'err.backup.wrong': None
  /** Вход с ключом отменён. Попробуйте ещё раз или войдите с паролем. */
  'err.passkey.cancel': None
  /** Этот ключ нам не знаком. Войдите с паролем и создайте ключ заново. */
  'err.passkey.unknown': None
  /** Браузер не поддерживает ключи доступа. Войдите с паролем. */
  'err.passkey.unsupported': None
  /** Этот адрес уже работает в Личном кабинете другой компании. Укажите другой адрес. */
  'err.inv.taken': None
  /** Приглашение на этот адрес отправить нельзя. Укажите другой адрес или обратитесь к менеджеру. */
  'err.inv.cannot': None
  /** {email} уже есть среди сотрудников. Откройте карточку и измените роль. */
  'err.inv.member': { email: Text }
  /** Приглашение на {email} уже отправлено {date}. Его можно отправить ещё раз. */
  'err.inv.pending': { email: Text; date: Text }
  /** Нельзя выдать роль выше своей. Попросите руководителя. */
  'err.inv.ownRole': None
  /** Приглашение на этот адрес только что отправлено. Подождите минуту и повторите. */
  'err.inv.tooSoon': None
  /** Это единственный руководитель. Сначала передайте права другому. */
  'err.people.lastOwner': None
  /** Нельзя закрыть доступ самому себе. Попросите другого руководителя. */
  'err.people.self': None
  /** Введите БИН или ИИН */
  'err.reg.bin.empty': None
  /** В БИН и ИИН 12 цифр, а введено {n}. Проверьте номер. */
  'err.reg.bin.length': { n: Text }
  /** Такого БИН не бывает: не сходится контрольная цифра. Проверьте номер по документам. */
  'err.reg.bin.check': None
  /** Договор № {contract} с этим БИН не найден. Проверьте номер или выберите «Нет, хотим заключить». */
  'err.reg.contract': { contract: Text }
  /** Номер телефона неполный. Введите 10 цифр после +7. */
  'err.reg.phone': None
  /** Введите имя и фамилию */
  'err.reg.name': None
  /** Введите название компании */
  'err.reg.company': None
  /** Заявка с этого БИН уже на рассмотрении: № {number}. Дождитесь ответа или позвоните: {phone}. */
  'err.reg.dup': { number: Text; phone: Text }
  /** У этой компании уже есть Личный кабинет. Попросите её руководителя пригласить вас. */
  'err.reg.exists': None
  /** Без согласия мы не можем принять заявку. Отметьте согласие на обработку данных. */
  'err.reg.consent': None
  /** Выберите, есть ли у компании договор */
  'err.reg.hasContract': None
  /** Введите номер договора или выберите «Нет, хотим заключить» */
  'err.reg.contractEmpty': None
  /** Текст длиннее {max} символов. Сократите его. */
  'err.text.long': { max: Text }
  /** Введённое снова в форме. Ничего ещё не сохранено: проверьте и отправьте ещё раз. */
  'err.kept': None
  /** Сеанс завершён: пароль несколько раз введён неверно. Войдите снова. */
  'err.proof.ended': None
  /** Пароль меняли не вы? */
  'notMe.h1': None
  /** Мы сразу завершим все сеансы, закроем вход и пришлём на ваш адрес ссылку для нового пароля. */
  'notMe.lead': None
  /** Это не я, закрыть вход */
  'notMe.submit': None
  /** Вход закрыт, сеансы завершены. Ссылка для нового пароля отправлена на ваш адрес. */
  'notMe.done': None
  /** Отправитель письма: {from} */
  'sent.from': { from: Text }
  /** Пришло приглашение */
  'help.invite.h': None
  /** Откройте письмо и нажмите «Принять приглашение». Установите и подтвердите пароль: не менее {min, number} символов. Приглашение действует {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}; если срок вышел, страница ссылки пришлёт новое. */
  'help.invite.p': { min: number; n: number }
  /** Забыли пароль */
  'help.password.h': None
  /** Нажмите «Забыли свой пароль?», введите электронную почту из договора и нажмите «Выслать новый пароль». В письме перейдите по ссылке «Изменить пароль», введите новый пароль и подтвердите его. */
  'help.password.p': None
  /** Вход заблокирован */
  'help.locked.h': None
  /** Вход блокируется, когда пароль введён неверно более {max, number} раз подряд. Чтобы открыть его, задайте новый пароль через «Забыли свой пароль?». */
  'help.locked.p': { max: number }
  /** Письмо не приходит */
  'help.mail.h': None
  /** Проверьте папки «Спам» и «Нежелательная почта». Если письма нет, откройте «Подтвердить повторную отправку инструкции» и введите адрес: письмо придёт ещё раз. */
  'help.mail.p': None
  /** Как дать доступ бухгалтеру или управляющему */
  'help.people.h': None
  /** Руководитель открывает «Сотрудники и роли», выбирает «Пригласить сотрудника», вводит адрес и роль. Водителям учётная запись не нужна. */
  'help.people.p': None
  /** Личный кабинет открывается сотрудникам компаний, заключивших договор с {operator}. Доступ именной: пароль нельзя передавать другим. */
  'legal.terms.1': None
  /** Действия в кабинете совершаются от имени компании и записываются в журнал: кто, что и когда сделал. */
  'legal.terms.2': None
  /** Если доступ больше не нужен или данные входа попали к чужим, сразу сообщите об этом в поддержку. */
  'legal.terms.3': None
  /** Мы храним адрес электронной почты, имя, телефон, язык, а также время и адрес входа. Это нужно, чтобы открыть доступ и защитить его. */
  'legal.privacy.1': None
  /** Пароль хранится только в виде отпечатка, по которому его нельзя восстановить. */
  'legal.privacy.2': None
  /** Сайт не использует сторонних счётчиков и рекламы. Файлы cookie нужны только для входа, языка и оформления. */
  'legal.privacy.3': None
  /** Чтобы исправить или удалить свои данные, напишите в поддержку. */
  'legal.privacy.4': None
  /** Сейчас кто-то подбирает пароли сразу ко многим адресам, поэтому новый браузер сначала проходит проверку. Она идёт сама и занимает несколько секунд. */
  'siege.why': None
  /** В этом браузере выключен JavaScript, и проверка не пройдёт. Включите его или выберите другой способ ниже. */
  'siege.noScript': None
  /** Проверка браузера: {n} из {total} */
  'siege.progress': { n: Text; total: Text }
  /** Браузер проверен, можно входить. */
  'siege.done': None
  /** Проверка ещё идёт. Вход продолжится сам. */
  'siege.waiting': None
  /** Проверка не запустилась. Обновите страницу или выберите другой способ ниже. */
  'siege.failed': None
  /** Если проверка не проходит */
  'siege.other': None
  /** Войдите в браузере, в котором уже входили: его не проверяют. */
  'siege.known': None
  /** Задайте новый пароль по ссылке из письма: после этого браузер станет знакомым. */
  'siege.reset': None
  /** Попробуйте снова через {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'siege.later': { n: number }

  // cabinet
  /** Главная */
  'home.h1': None
  /** Деньги на счёте */
  'home.money': None
  /** С учётом отсрочки доступно {amount} */
  'home.credit': { amount: Text }
  /** Талоны в запасе */
  'home.stock': None
  /** {fuel}: {volume} */
  'home.stockByFuel': { fuel: Text; volume: Text }
  /** На руках у водителей */
  'home.withDrivers': None
  /** Скоро истекают */
  'home.expiring': None
  /** Активные карты */
  'home.activeCards': None
  /** Расход топлива */
  'home.spend': None
  /** {period}: {volume} на {amount} */
  'home.spendPeriod': { period: Text; volume: Text; amount: Text }
  /** На {percent} больше, чем за прошлый месяц */
  'home.vsPrev': { percent: Text }
  /** На {percent} меньше, чем за прошлый месяц */
  'home.vsPrevLess': { percent: Text }
  /** Последние заправки */
  'home.recent': None
  /** Купить талоны */
  'home.buy': None
  /** Выдать водителю */
  'home.issue': None
  /** Пополнить счёт */
  'home.topup': None
  /** Отчёт за месяц */
  'home.report': None
  /** Пока нет ни одной операции */
  'home.empty.h': None
  /** Купите талоны или закажите карты, и здесь появятся остатки и расход. */
  'home.empty.p': None
  /** На счёте меньше {amount}. Пополните его, чтобы карты не остановились. */
  'home.alert.lowMoney': { amount: Text }
  /** Долг по договору {amount}, оплатить до {date}. */
  'home.alert.debt': { amount: Text; date: Text }
  /** На счёте меньше {amount}. Пополните его, чтобы покупать талоны сразу. */
  'home.alert.lowBalance': { amount: Text }
  /** Заказ {number} оплачен частично: осталось {amount}, срок {date} */
  'home.alert.partPaid': { number: Text; amount: Text; date: Text }
  /** Срок счёта {number} прошёл, его цена больше не действует */
  'home.alert.overdue': { number: Text }
  /** Счёт {number} на {amount} нужно оплатить до {date} */
  'home.alert.due': { number: Text; amount: Text; date: Text }
  /** {n, plural, one {# подозрительная заправка ждёт} few {# подозрительные заправки ждут} many {# подозрительных заправок ждут} other {# подозрительной заправки ждёт}} вашего ответа */
  'home.alert.signs': { n: number }
  /** Показать данные таблицей */
  'home.chart.table': None
  /** Договор к вашей учётной записи ещё не привязан. Как только менеджер проверит заявку, здесь появятся данные компании. */
  'home.noContract': None
  /** Обслуживание компании приостановлено. Позвоните менеджеру: {phone}. */
  'home.companySuspended': { phone: Text }
  /** Сотрудники с доступом */
  'home.people': None
  /** {n, plural, =0 {Все приглашения приняты} one {Ждёт ответа # приглашение} few {Ждут ответа # приглашения} many {Ждут ответа # приглашений} other {Ждут ответа # приглашения}} */
  'home.invited': { n: number }
  /** Действующий договор */
  'home.contract': None
  /** Баланс, талоны, карты и заправки появятся здесь после первой операции. */
  'home.soon': None
  /** {n, plural, one {Не доставлено # приглашение} few {Не доставлено # приглашения} many {Не доставлено # приглашений} other {Не доставлено # приглашения}}. Проверьте адрес и отправьте ещё раз. */
  'home.bounced': { n: number }
  /** Заявка № {number} */
  'home.request': { number: Text }
  /** Вход в вашу учётную запись с новых устройств закрыт: кто-то вводил неверный пароль. Проверьте и откройте его. */
  'home.locked': None
  /** {n, plural, one {талонов за ближайший # день} few {талонов за ближайшие # дня} many {талонов за ближайшие # дней} other {талонов за ближайшие # дня}} */
  'home.expiringNote': { n: number }
  /** Не удалось загрузить. */
  'home.tile.failed': None
  /** Всего карт: {n} */
  'home.cardsOf': { n: Text }
  /** Все заправки */
  'home.allRefuels': None
  /** Талоны */
  'coupons.h1': None
  /** В запасе */
  'coupons.tab.stock': None
  /** Выданы */
  'coupons.tab.issued': None
  /** Использованы */
  'coupons.tab.used': None
  /** Закрытые */
  'coupons.tab.closed': None
  /** Все найденные */
  'coupons.tab.all': None
  /** Номер, водитель или госномер */
  'coupons.search': None
  /** Номер талона */
  'coupons.col.no': None
  /** Топливо */
  'coupons.col.fuel': None
  /** Номинал */
  'coupons.col.nominal': None
  /** Остаток */
  'coupons.col.left': None
  /** Водитель */
  'coupons.col.driver': None
  /** Действует до */
  'coupons.col.validTo': None
  /** Статус */
  'coupons.col.status': None
  /** Цена покупки */
  'coupons.col.price': None
  /** Номинал, литров */
  'coupons.col.nominalLitres': None
  /** Остаток, литров */
  'coupons.col.leftLitres': None
  /** Действия */
  'coupons.col.acts': None
  /** Выдан водителю до */
  'coupons.col.givenUntil': None
  /** Талонов пока нет */
  'coupons.empty.h': None
  /** Купленные талоны появятся здесь сразу после оплаты счёта. */
  'coupons.empty.p': None
  /** По этим условиям талонов нет. Измените или сбросьте фильтры. */
  'coupons.noMatch': None
  /** Талоны по состоянию */
  'coupons.tabs': None
  /** Срок */
  'coupons.ends': None
  /** Срок уже истёк */
  'coupons.ends.past': None
  /** {n, plural, one {Истекают за # день} few {Истекают за # дня} many {Истекают за # дней} other {Истекают за # дня}} */
  'coupons.ends.within': { n: number }
  /** Любой */
  'coupons.ends.any': None
  /** Скачать список (CSV) */
  'coupons.export': None
  /** С отмеченными талонами: */
  'coupons.ticked': None
  /** Не отмечен ни один талон. Вернитесь к списку и отметьте нужные. */
  'coupons.noneTicked': None
  /** С этими талонами сейчас так поступить нельзя. */
  'coupons.noneAble': None
  /** Талоны {numbers} не войдут: {reason}. */
  'coupons.unable': { numbers: Text; reason: Text }
  /** Талон {number}: {reason}. */
  'coupons.notDone': { number: Text; reason: Text }
  /** Готово для {n} из {total}. Остальные талоны тем временем изменились. */
  'coupons.partly': { n: Text; total: Text }
  /** Талон {number} */
  'coupon.h1': { number: Text }
  /** Остаток {volume} из {total} */
  'coupon.left': { volume: Text; total: Text }
  /** Действует по {date} включительно */
  'coupon.valid': { date: Text }
  /** Где принимают: {place} */
  'coupon.where': { place: Text }
  /** все АЗС {brand} */
  'coupon.whereAll': None
  /** История талона */
  'coupon.history': None
  /** Куплен по заказу {number} */
  'coupon.order': { number: Text }
  /** Выдать водителю */
  'coupon.act.issue': None
  /** Разделить */
  'coupon.act.split': None
  /** Отправить */
  'coupon.act.send': None
  /** Распечатать */
  'coupon.act.print': None
  /** Заблокировать */
  'coupon.act.block': None
  /** Разблокировать */
  'coupon.act.unblock': None
  /** Забрать у водителя */
  'coupon.act.takeBack': None
  /** Вернуть талон */
  'coupon.act.return': None
  /** Обменять на другое топливо */
  'coupon.act.swap': None
  /** Продлить срок */
  'coupon.act.prolong': None
  /** Изменить день выдачи */
  'coupon.act.until': None
  /** Где принимают */
  'coupon.place': None
  /** Выдан */
  'coupon.handed': None
  /** ПИН-код */
  'coupon.pin': None
  /** Нужен на АЗС */
  'coupon.pinSet': None
  /** с ПИН-кодом */
  'coupon.withPin': None
  /** ссылкой */
  'coupon.byLink': None
  /** Сейчас заправляется */
  'coupon.hold': None
  /** Код */
  'coupon.code': None
  /** {amount} за литр, всего {sum} */
  'coupon.price': { amount: Text; sum: Text }
  /** Заказ */
  'coupon.orderLabel': None
  /** Без водителя */
  'coupon.noDriver': None
  /** Возврат запрошен {datetime}, в запросе {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}. До решения талоном не заправиться. */
  'coupon.returnAsked': { datetime: Text; n: number }
  /** Код и QR-код открывают топливо любому, кто их увидит. Показ останется в истории талона, через {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} код скроется. */
  'coupon.codeAsk': { n: number }
  /** Кто первый покажет этот код, тот и заправится. Не пересылайте снимок экрана. */
  'coupon.codeCare': None
  /** Заблокирован компанией. */
  'coupon.by.client': None
  /** Заблокирован: трижды введён неверный ПИН-код. Чтобы разблокировать, позвоните менеджеру или заберите талон у водителя. */
  'coupon.by.pin': None
  /** Заблокирован {operatorShort}. */
  'coupon.by.retailer': None
  /** такого талона нет */
  'coupon.no.unknown': None
  /** уже использован */
  'coupon.no.used': None
  /** уже закрыт */
  'coupon.no.closed': None
  /** срок истёк */
  'coupon.no.ended': None
  /** заблокирован, сначала разблокируйте */
  'coupon.no.blocked': None
  /** возврат на согласовании */
  'coupon.no.returning': None
  /** по нему сейчас заправляются */
  'coupon.no.held': None
  /** уже у водителя, сначала заберите */
  'coupon.no.given': None
  /** водителю не выдан */
  'coupon.no.inStock': None
  /** обслуживание приостановлено */
  'coupon.no.suspended': None
  /** по договору нужен ПИН-код */
  'coupon.no.pinNeeded': None
  /** уже заблокирован */
  'coupon.no.already': None
  /** заблокирован {operatorShort}, обратитесь к менеджеру */
  'coupon.no.tooHigh': None
  /** не заблокирован */
  'coupon.no.notBlocked': None
  /** уже выдавался или использовался */
  'coupon.no.notVoid': None
  /** срок истёк, по договору остаток не возвращается */
  'coupon.no.forfeit': None
  /** продлить больше нельзя */
  'coupon.no.noGrace': None
  /** срок ещё не истёк */
  'coupon.no.notEnded': None
  /** срок выдачи прошёл, продлите его или заберите талон */
  'coupon.no.giftOver': None
  /** по договору талоны именные: сначала выдайте водителю */
  'coupon.no.named': None
  /** Выдан водителю */
  'coupon.e.given': None
  /** Отправлен водителю */
  'coupon.e.sent': None
  /** Водитель открыл ссылку */
  'coupon.e.opened': None
  /** Ссылка и код заменены */
  'coupon.e.linkReplaced': None
  /** Забран у водителя */
  'coupon.e.takenBack': None
  /** Заблокирован */
  'coupon.e.blocked': None
  /** Разблокирован */
  'coupon.e.unblocked': None
  /** Разделён на новые талоны */
  'coupon.e.split': None
  /** Обменян на талон с другим топливом */
  'coupon.e.swapped': None
  /** Получен из другого талона */
  'coupon.e.made': None
  /** Срок продлён */
  'coupon.e.prolonged': None
  /** Запрошен возврат */
  'coupon.e.returnRequested': None
  /** Возврат отклонён */
  'coupon.e.returnDeclined': None
  /** Запрос на возврат отозван */
  'coupon.e.returnWithdrawn': None
  /** Возвращён */
  'coupon.e.returned': None
  /** Запрошено аннулирование */
  'coupon.e.voidRequested': None
  /** Аннулирование отклонено */
  'coupon.e.voidDeclined': None
  /** Запрос на аннулирование отозван */
  'coupon.e.voidWithdrawn': None
  /** Аннулирован */
  'coupon.e.voided': None
  /** Срок истёк */
  'coupon.e.expired': None
  /** остаток вернулся на счёт */
  'coupon.e.toAccount': None
  /** остаток по договору не возвращается */
  'coupon.e.forfeited': None
  /** Показан код */
  'coupon.e.codeShown': None
  /** Распечатан */
  'coupon.e.printed': None
  /** Талон выпущен */
  'coupon.e.issued': None
  /** Заправка {volume} */
  'coupon.e.refuel': { volume: Text }
  /** отменена кассиром */
  'coupon.e.reversed': None
  /** возвращено {volume} */
  'coupon.e.refunded': { volume: Text }
  /** Использован повторно, пока АЗС была без связи: разницу несёт сеть */
  'coupon.e.usedTwice': None
  /** Изменён день, до которого талон у водителя */
  'coupon.e.untilChanged': None
  /** срок выдачи прошёл */
  'coupon.e.giftOver': None
  /** водителю по {date} включительно */
  'coupon.until': { date: Text }
  /** до конца срока талона */
  'coupon.untilOwn': None
  /** Купить талоны */
  'buy.h1': None
  /** Какое топливо нужно? */
  'buy.fuel': None
  /** Номинал талона */
  'buy.nominal': None
  /** Другой номинал, литров */
  'buy.nominalOther': None
  /** Сколько талонов */
  'buy.count': None
  /** Добавить другое топливо */
  'buy.addLine': None
  /** Цена {amount} за литр, зафиксируем при оплате */
  'buy.priceNow': { amount: Text }
  /** Цена действует до {datetime} */
  'buy.priceUntil': { datetime: Text }
  /** Итого {volume} на {amount} */
  'buy.sum': { volume: Text; amount: Text }
  /** Как оплатить */
  'buy.payBy': None
  /** С баланса: доступно {amount} */
  'buy.pay.balance': { amount: Text }
  /** По счёту на оплату (перевод из банка) */
  'buy.pay.invoice': None
  /** Проверьте заказ */
  'buy.check.h1': None
  /** Ничего не куплено, пока вы не нажмёте кнопку внизу. */
  'buy.check.lead': None
  /** Купить за {amount} */
  'buy.submit.balance': { amount: Text }
  /** Получить счёт на {amount} */
  'buy.submit.invoice': { amount: Text }
  /** Талоны куплены */
  'buy.done.h1': None
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} уже в запасе. */
  'buy.done.p': { n: number }
  /** Счёт {number} выставлен */
  'buy.inv.h1': { number: Text }
  /** Оплатите до {date}. Талоны появятся, когда деньги поступят, обычно в течение рабочего дня. */
  'buy.inv.p': { date: Text }
  /** В назначении платежа укажите номер счёта: {number} */
  'buy.inv.ref': { number: Text }
  /** Цены за литр на эту минуту, с НДС. При оплате с баланса талоны появятся сразу, по счёту цена сохранится до конца срока его оплаты. */
  'buy.lead': None
  /** С вашей скидкой {percent}. */
  'buy.discount': { percent: Text }
  /** Строка {n} */
  'buy.line': { n: Text }
  /** Убрать строку */
  'buy.removeLine': None
  /** Убрать строку {n} */
  'buy.removeLineN': { n: Text }
  /** Выберите */
  'buy.choose': None
  /** {fuel}, {amount} за литр */
  'buy.fuelPrice': { fuel: Text; amount: Text }
  /** {fuel}, цены пока нет */
  'buy.fuelNoPrice': { fuel: Text }
  /** {fuel}: цена действует до {datetime} */
  'buy.priceChange': { fuel: Text; datetime: Text }
  /** Другой */
  'buy.other': None
  /** До {max} талонов в заказе */
  'buy.countHint': { max: Text }
  /** Посчитать сумму */
  'buy.recount': None
  /** Здесь будет сумма заказа. */
  'buy.sumLater': None
  /** По какому договору */
  'buy.contract': None
  /** Нет действующего договора */
  'buy.noContract.h': None
  /** Купить талоны можно только по действующему договору. Позвоните менеджеру: {phone}. */
  'buy.noContract.p': { phone: Text }
  /** Счёт сейчас не выставить: банковские реквизиты {operatorShort} ещё не указаны. Позвоните менеджеру: {phone}. */
  'buy.noSeller': { phone: Text }
  /** Оплата */
  'buy.payment': None
  /** С баланса, останется {amount} */
  'buy.fromBalance': { amount: Text }
  /** По счёту, оплатить до {date} */
  'buy.byInvoice': { date: Text }
  /** Срок действия талонов */
  'buy.validity': None
  /** По {date} включительно */
  'buy.validTo': { date: Text }
  /** {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} со дня поступления денег */
  'buy.validDays': { n: number }
  /** Когда срок закончится */
  'buy.after': None
  /** Неиспользованный остаток не возвращается */
  'buy.after.forfeit': None
  /** Срок можно продлить ещё {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'buy.after.graceProlong': { n: number }
  /** Остаток вернётся на счёт компании по цене покупки */
  'buy.after.autoReturn': None
  /** В том числе НДС {rate} */
  'buy.vat': { rate: Text }
  /** Реализация и НДС */
  'buy.sale': None
  /** В день выдачи талонов; заправки по ним в НДС второй раз не входят */
  'buy.sale.atIssue': None
  /** Выдать талоны водителю */
  'issue.h1': None
  /** Водитель */
  'issue.driver': None
  /** Новый водитель */
  'issue.newDriver': None
  /** Имя водителя */
  'issue.driverName': None
  /** Телефон водителя */
  'issue.driverPhone': None
  /** Госномер, если талон только для одной машины */
  'issue.plate': None
  /** Сколько литров */
  'issue.volume': None
  /** Действует до */
  'issue.validTo': None
  /** Комментарий для водителя */
  'issue.note': None
  /** Выдать */
  'issue.submit': None
  /** Талон {number} выдан: {driver} */
  'issue.done': { number: Text; driver: Text }
  /** Кому выдать */
  'issue.to': None
  /** Проверьте и выдайте */
  'issue.check': None
  /** Что */
  'issue.what': None
  /** л */
  'issue.unit': None
  /** Талоны подберём сами: сначала те, что раньше истекают. */
  'issue.volumeHint': None
  /** В запасе {volume} */
  'issue.inStock': { volume: Text }
  /** В запасе нет талонов, которые можно выдать. */
  'issue.noStock': None
  /** Выдать сразу нескольким водителям */
  'issue.table': None
  /** Укажите литры напротив водителей или вставьте список из таблицы. */
  'issue.tableLead': None
  /** Выбрать талоны из списка */
  'issue.tick': None
  /** Имя, телефон или госномер */
  'issue.findDriver': None
  /** Кому выдавали недавно и остальные */
  'issue.recent': None
  /** Добавить и продолжить */
  'issue.addDriver': None
  /** У водителя записан {plate}. Оставьте пустым, если машина любая. */
  'issue.plateOf': { plate: Text }
  /** ПИН-код для АЗС */
  'issue.pin': None
  /** Четыре цифры. Скажите их водителю: увидеть ПИН-код потом нельзя. */
  'issue.pinHint': None
  /** Талон {number}: {fuel}, {volume} */
  'issue.oneCoupon': { number: Text; fuel: Text; volume: Text }
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}, {volume} */
  'issue.coupons': { n: number; volume: Text }
  /** {fuel}, {volume}. */
  'issue.litres': { fuel: Text; volume: Text }
  /** Целиком: {numbers}. */
  'issue.fromWhole': { numbers: Text }
  /** Талон {number} разделим: {part} водителю, {rest} останется в запасе. */
  'issue.fromSplit': { number: Text; part: Text; rest: Text }
  /** {driver}: {n, plural, one {выдан # талон} few {выдано # талона} many {выдано # талонов} other {выдано # талона}}. Осталось отправить ссылку. */
  'issue.doneMany': { driver: Text; n: number }
  /** {n, plural, one {Талоны выданы # водителю} few {Талоны выданы # водителям} many {Талоны выданы # водителям} other {Талоны выданы # водителям}}. Отправьте каждому ссылку. */
  'issue.doneTable': { n: number }
  /** Выданные талоны */
  'issue.given': None
  /** Всего */
  'issue.total': None
  /** {n, plural, one {Выдать # водителю} few {Выдать # водителям} many {Выдать # водителям} other {Выдать # водителям}} */
  'issue.submitMany': { n: number }
  /** Список из таблицы */
  'issue.paste': None
  /** По строке на водителя: имя, телефон или госномер, затем литры. Например: Ержан Қасымов; 40 */
  'issue.pasteHint': None
  /** До какого дня выдать */
  'issue.until': None
  /** Этот день ещё входит. Пустое поле: до конца срока талона. */
  'issue.untilHint': None
  /** Разделить талон {number} */
  'split.h1': { number: Text }
  /** Остаток {volume}. Части станут отдельными талонами с новыми номерами, этот талон закроется. */
  'split.lead': { volume: Text }
  /** На равные части */
  'split.equal': None
  /** Число частей */
  'split.parts': None
  /** Задать каждую часть */
  'split.custom': None
  /** Часть {n}, литров */
  'split.part': { n: Text }
  /** Осталось распределить {volume} */
  'split.rest': { volume: Text }
  /** Разделить */
  'split.submit': None
  /** Талон разделён на {n, plural, one {# часть} few {# части} many {# частей} other {# части}} */
  'split.done': { n: number }
  /** Как разделить */
  'split.how': None
  /** Если делите поровну */
  'split.partsHint': None
  /** Если задаёте части сами. Лишние строки оставьте пустыми. */
  'split.customHint': None
  /** Часть {n} */
  'split.partN': { n: Text }
  /** Проверьте части */
  'split.check': None
  /** Талон сейчас у водителя: его ссылка и код перестанут работать, новые талоны будут в запасе. */
  'split.given': None
  /** Остаток слишком мал: часть не может быть меньше {min}. */
  'split.tooSmall': { min: Text }
  /** Отправить талон водителю */
  'send.h1': None
  /** По этой ссылке талон может использовать любой. Отправляйте её только водителю. */
  'send.warn': None
  /** Отправить в WhatsApp */
  'send.whatsapp': None
  /** Другим способом */
  'send.share': None
  /** Письмом на почту */
  'send.email': None
  /** Скопировать ссылку */
  'send.copyLink': None
  /** Показать QR-код */
  'send.showQr': None
  /** Сохранить картинкой */
  'send.savePng': None
  /** Язык страницы водителя */
  'send.lang': None
  /** Заменить ссылку */
  'send.newLink': None
  /** Прежняя ссылка и распечатанный QR-код перестанут работать */
  'send.newLinkHint': None
  /** {n, plural, one {Отправить # талон водителю} few {Отправить # талона водителю} many {Отправить # талонов водителю} other {Отправить # талона водителю}} */
  'send.many': { n: number }
  /** Ссылка открывает талон любому, поэтому показываем её только отправителю и на {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. Показ останется в истории. */
  'send.hidden': { n: number }
  /** Показать ссылку */
  'send.showLink': None
  /** Ссылка для водителя */
  'send.link': None
  /** QR-код ссылки */
  'send.qrLabel': None
  /** Электронная почта водителя */
  'send.driverEmail': None
  /** Отправить письмо */
  'send.sendLetter': None
  /** Письмо со ссылкой отправлено на {email} */
  'send.letterSent': { email: Text }
  /** Ссылка заменена. Отправьте водителю новую. */
  'send.linkReplaced': None
  /** {n, plural, one {Ссылку открыли # раз} few {Ссылку открыли # раза} many {Ссылку открыли # раз} other {Ссылку открыли # раза}}, последний раз {when}. */
  'send.opened': { n: number; when: Text }
  /** Ссылку ещё не открывали. */
  'send.notOpened': None
  /** Одна ссылка предназначена для одного водителя. */
  'send.several': None
  /** {driver}: {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} */
  'send.toDriver': { driver: Text; n: number }
  /** Печать талонов */
  'print.h1': None
  /** По {n} на лист A4 */
  'print.perPage': { n: Text }
  /** Черно-белая печать подойдёт */
  'print.bw': None
  /** Режьте по пунктиру */
  'print.cut': None
  /** Код одноразовый: первая погасившая копия закрывает талон */
  'print.once': None
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} на бумаге: кто держит листок, тот и заправится. Печать останется в истории талонов, лист виден вам {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'print.ask': { n: number; minutes: number }
  /** Показать лист */
  'print.show': None
  /** Талонов на листе */
  'print.size': None
  /** Язык листа */
  'print.lang': None
  /** Что добавить */
  'print.with': None
  /** Название компании */
  'print.company': None
  /** Ведомость выдачи с подписями */
  'print.receipt': None
  /** Печатайте из браузера в масштабе 100 % или скачайте PDF: с телефона он печатается ровнее. */
  'print.how': None
  /** Заблокировать талон {number}? */
  'block.h1': { number: Text }
  /** АЗС сразу перестанут его принимать. Разблокировать можно в любой момент до окончания срока. */
  'block.p': None
  /** Причина */
  'block.reason': None
  /** Талон потерян или украден */
  'block.reason.lost': None
  /** Водитель уволен или сменился */
  'block.reason.driver': None
  /** Отправлен не тому */
  'block.reason.mistake': None
  /** Другое */
  'block.reason.other': None
  /** Заблокировать */
  'block.submit': None
  /** Талон {number} заблокирован */
  'block.done': { number: Text }
  /** {n, plural, one {Заблокировать # талон?} few {Заблокировать # талона?} many {Заблокировать # талонов?} other {Заблокировать # талона?}} */
  'block.many': { n: number }
  /** {n, plural, one {Заблокирован # талон} few {Заблокировано # талона} many {Заблокировано # талонов} other {Заблокировано # талона}} */
  'block.doneMany': { n: number }
  /** Вернуть талон {number}? */
  'return.h1': { number: Text }
  /** Остаток {volume} вернётся на счёт по цене покупки: {amount}. Отменить возврат нельзя. */
  'return.p': { volume: Text; amount: Text }
  /** Возврат подтверждает менеджер {operatorShort} в течение {n, plural, one {# рабочего дня} few {# рабочих дней} many {# рабочих дней} other {# рабочего дня}}. */
  'return.approve': { n: number }
  /** Вернуть {volume} */
  'return.submit': { volume: Text }
  /** Запрос на возврат принят */
  'return.done': None
  /** {n, plural, one {Вернуть # талон?} few {Вернуть # талона?} many {Вернуть # талонов?} other {Вернуть # талона?}} */
  'return.many': { n: number }
  /** Почему возвращаете */
  'return.reason': None
  /** Отозвать запрос */
  'return.withdraw': None
  /** {n, plural, one {Запрос отозван: # талон снова действует} few {Запрос отозван: # талона снова действуют} many {Запрос отозван: # талонов снова действуют} other {Запрос отозван: # талона снова действуют}} */
  'return.withdrawn': { n: number }
  /** Топливные карты */
  'cards.h1': None
  /** Номер карты, водитель или госномер */
  'cards.search': None
  /** Заказать карты */
  'cards.order': None
  /** Виртуальная карта готова и работает. */
  'cards.order.doneVirtual': None
  /** Карты заказаны. Сообщим, когда они будут готовы. */
  'cards.order.done': None
  /** Куда доставить */
  'cards.order.deliverTo': None
  /** Виртуальная карта заказывается по одной. Введите 1. */
  'cards.order.oneVirtual': None
  /** Введите число от 1 до {max}. */
  'cards.order.countWrong': { max: Text }
  /** До {max} за один заказ */
  'cards.order.countHint': { max: Text }
  /** Сколько карт */
  'cards.order.count': None
  /** Выберите, какие литры будут на карте. */
  'cards.order.needsProduct': None
  /** Пусто: любое. Для карты с литрами выберите одно. */
  'cards.order.productHint': None
  /** Топливо */
  'cards.order.product': None
  /** QR-код в телефоне, работает сразу */
  'cards.order.virtual': None
  /** Выпустим и доставим; работает после активации */
  'cards.order.plastic': None
  /** Что нужно водителю */
  'cards.order.kind': None
  /** Нет действующего договора, по которому выпускаются карты. */
  'cards.order.noContract': None
  /** Карт пока нет */
  'cards.empty.h': None
  /** Закажите карты: мы выпустим их и сообщим, где получить. */
  'cards.empty.p': None
  /** Активные */
  'cards.tab.open': None
  /** Заблокированные */
  'cards.tab.blocked': None
  /** В пути */
  'cards.tab.making': None
  /** Закрытые */
  'cards.tab.over': None
  /** Таких карт нет */
  'cards.noMatch': None
  /** Все карты */
  'cards.all': None
  /** С отмеченными картами: */
  'cards.ticked': None
  /** Ни одна карта не отмечена. */
  'cards.noneTicked': None
  /** Карта {card}: {reason} */
  'cards.notDone': { card: Text; reason: Text }
  /** Сделано с картами: {n} из {total}. */
  'cards.partly': { n: Text; total: Text }
  /** Карта */
  'cards.col.card': None
  /** На карте */
  'cards.col.wallet': None
  /** За месяц */
  'cards.col.month': None
  /** Состояние */
  'cards.col.state': None
  /** За сегодня */
  'cards.col.today': None
  /** Показаны карты ваших групп: {names}. */
  'cards.reach': { names: Text }
  /** За вами не закреплено ни одной действующей группы карт. Обратитесь к руководителю компании. */
  'cards.reachNone': None
  /** Карта {card} */
  'card.h1': { card: Text }
  /** Держатель */
  'card.holder': None
  /** Сегодня {volume} из {limit} */
  'card.spentToday': { volume: Text; limit: Text }
  /** В этом месяце {volume} из {limit} */
  'card.spentMonth': { volume: Text; limit: Text }
  /** Без лимита */
  'card.noLimit': None
  /** Лимиты карты {card} */
  'limits.h1': { card: Text }
  /** В сутки, литров */
  'limits.day': None
  /** В месяц, литров */
  'limits.month': None
  /** За одну заправку, литров */
  'limits.once': None
  /** Заправок в сутки */
  'limits.times': None
  /** Разрешённое топливо */
  'limits.fuels': None
  /** Дни недели */
  'limits.days': None
  /** Часы */
  'limits.hours': None
  /** Где можно заправляться */
  'limits.stations': None
  /** Оставьте пустым, чтобы не ограничивать */
  'limits.empty': None
  /** Суточный лимит обновляется в 00:00 по времени Казахстана */
  'limits.resetAt': None
  /** Применить к {n, plural, one {# карте} few {# картам} many {# картам} other {# карты}} */
  'limits.bulk': { n: number }
  /** Лимиты сохранены и уже действуют на АЗС */
  'limits.saved': None
  /** Лимиты */
  'limits.title': None
  /** Лимиты договора {contract} */
  'limits.ofContract': { contract: Text }
  /** Лимиты группы «{name}» */
  'limits.ofGroup': { name: Text }
  /** Лимиты водителя: {name} */
  'limits.ofDriver': { name: Text }
  /** Лимиты автомобиля {plate} */
  'limits.ofVehicle': { plate: Text }
  /** Профиль лимитов «{name}» */
  'limits.ofProfile': { name: Text }
  /** Лимиты: {n, plural, one {# карта} few {# карты} many {# карт} other {# карты}} */
  'limits.ofMany': { n: number }
  /** Действуют на все карты договора вместе. */
  'limits.lead.contract': None
  /** Действуют на все карты группы вместе. */
  'limits.lead.group': None
  /** Действуют на все карты водителя вместе. */
  'limits.lead.driver': None
  /** Действуют на все карты автомобиля вместе. */
  'limits.lead.vehicle': None
  /** Профиль сам ничего не ограничивает: его копируют на карты. */
  'limits.lead.profile': None
  /** Лимиты компании */
  'limits.all': None
  /** Касса проверяет все лимиты сразу: карты, группы, договора, водителя и автомобиля. Разрешает столько, сколько оставляет самый строгий. */
  'limits.all.p': None
  /** Чьи лимиты */
  'limits.col.whose': None
  /** Правил */
  'limits.col.rules': None
  /** Когда */
  'limits.col.when': None
  /** Вид */
  'limits.col.kind': None
  /** Договор */
  'limits.scope.contract': None
  /** Группа */
  'limits.scope.group': None
  /** Карта */
  'limits.scope.card': None
  /** Водитель */
  'limits.scope.driver': None
  /** Автомобиль */
  'limits.scope.vehicle': None
  /** Профиль */
  'limits.scope.profile': None
  /** Сколько можно заправить */
  'limits.h.amounts': None
  /** Отдельно по топливу и дням */
  'limits.h.lines': None
  /** Например, не больше 20 литров дизеля по выходным. Лимит «только отметить» не отказывает, а ставит пометку в заправке. */
  'limits.h.lines.p': None
  /** Когда и где */
  'limits.h.when': None
  /** Лимит {n, number} */
  'limits.line': { n: number }
  /** Период */
  'limits.period': None
  /** Всего, не обновляется */
  'limits.period.once': None
  /** В квартал */
  'limits.period.quarter': None
  /** В месяц */
  'limits.period.month': None
  /** В неделю */
  'limits.period.week': None
  /** В сутки */
  'limits.period.day': None
  /** За одну заправку */
  'limits.period.tx': None
  /** Единица */
  'limits.unit': None
  /** Заправки */
  'limits.unit.count': None
  /** Тенге */
  'limits.unit.tiyn': None
  /** Литры */
  'limits.unit.ml': None
  /** Не больше */
  'limits.value': None
  /** Топливо */
  'limits.what': None
  /** Дизель */
  'limits.what.diesel': None
  /** Бензин */
  'limits.what.petrol': None
  /** Любое */
  'limits.what.all': None
  /** Дни */
  'limits.when': None
  /** Сб–вс */
  'limits.when.rest': None
  /** Пн–пт */
  'limits.when.work': None
  /** Все дни */
  'limits.when.all': None
  /** Если больше */
  'limits.mode': None
  /** Только отметить */
  'limits.mode.flag': None
  /** Отказать */
  'limits.mode.decline': None
  /** Часы: с */
  'limits.from': None
  /** Часы: до */
  'limits.until': None
  /** Например, 08:00. Конец суток: 24:00. */
  'limits.hoursHint': None
  /** На всех АЗС сети */
  'limits.where.all': None
  /** Только на некоторых */
  'limits.where.some': None
  /** Области */
  'limits.regions': None
  /** За пределами только отметить, не отказывать */
  'limits.note': None
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} */
  'limits.count': { n: number }
  /** Разрешено только так */
  'limits.only': None
  /** Взять лимиты карты или профиля */
  'limits.copy': None
  /** Заполнить */
  'limits.copy.do': None
  /** Номер карты или название профиля. Поля заполнятся, но ничего не сохранится, пока вы не нажмёте «Сохранить». */
  'limits.copyHint': None
  /** Поля заполнены: {name}. Проверьте и сохраните. */
  'limits.copied': { name: Text }
  /** Проверьте изменения */
  'limits.check': None
  /** {n, plural, one {Изменится # карта} few {Изменятся # карты} many {Изменятся # карт} other {Изменятся # карты}} из {total, number}. */
  'limits.check.p': { n: number; total: number }
  /** Было */
  'limits.was': None
  /** Станет */
  'limits.becomes': None
  /** Лимиты остались прежними */
  'limits.same': None
  /** Без лимитов */
  'limits.none': None
  /** {n, plural, one {Лимиты # карты сохранены и уже действуют} few {Лимиты # карт сохранены и уже действуют} many {Лимиты # карт сохранены и уже действуют} other {Лимиты # карты сохранены и уже действуют}} */
  'limits.savedMany': { n: number }
  /** Профиль сохранён */
  'limits.savedProfile': None
  /** Не выбрано ни одной карты. Отметьте карты в списке. */
  'limits.noCards': None
  /** Новый профиль */
  'limits.profile.new': None
  /** Название профиля */
  'limits.profile.name': None
  /** Профиль «{name}» создан */
  'limits.profile.added': { name: Text }
  /** Профиль называется «{name}» */
  'limits.profile.renamed': { name: Text }
  /** Профиль в архиве. Лимиты карт остались прежними. */
  'limits.profile.archived': None
  /** Кому даны эти лимиты */
  'limits.profile.given': None
  /** Пока никому. Выберите карты и заполните их лимиты из этого профиля. */
  'limits.profile.givenNone': None
  /** По профилю */
  'limits.profile.edition': None
  /** Как в профиле */
  'limits.profile.current': None
  /** Как в прежней редакции */
  'limits.profile.older': None
  /** {n, plural, one {Обновить лимиты # карты} few {Обновить лимиты # карт} many {Обновить лимиты # карт} other {Обновить лимиты # карты}} */
  'limits.profile.giveAgain': { n: number }
  /** Другое название */
  'limits.profile.rename': None
  /** Переименовать */
  'limits.profile.rename.do': None
  /** Архив */
  'limits.profile.archive': None
  /** В архив */
  'limits.profile.archive.do': None
  /** Профиль исчезнет из списков, копировать его будет нельзя. Лимиты тех, кому он дан, останутся. */
  'limits.profile.archive.p': None
  /** Что проверила касса */
  'limits.explain': None
  /** АЗС */
  'limits.explain.where': None
  /** Просили */
  'limits.explain.asked': None
  /** Отмечено */
  'limits.explain.flagged': None
  /** Вне разрешённого времени или места */
  'limits.explain.outside': None
  /** Проходит */
  'limits.explain.pass': None
  /** Итог */
  'limits.explain.said': None
  /** Оставалось */
  'limits.explain.left': None
  /** Было израсходовано */
  'limits.explain.used': None
  /** Лимит */
  'limits.explain.limit': None
  /** До лимитов проверка не дошла: причина отказа другая. */
  'limits.explain.notAsked': None
  /** Лимитов у этой карты не было. */
  'limits.explain.none': None
  /** Решил этот лимит */
  'limits.explain.cut': None
  /** Отказано */
  'limits.explain.declined': None
  /** Разрешено {volume} */
  'limits.explain.all': { volume: Text }
  /** Разрешено {volume} из {asked} */
  'limits.explain.approved': { volume: Text; asked: Text }
  /** Заправка {time}: что проверено */
  'limits.explain.h1': { time: Text }
  /** Сейчас касса проверяет */
  'limits.inForce': None
  /** Без изменений */
  'limits.unchanged': None
  /** Лимиты карт */
  'limits.ofCards': None
  /** Номера карт через запятую */
  'limits.numbers': None
  /** До 500 карт: их лимиты изменятся вместе. */
  'limits.numbersHint': None
  /** {used} из {limit} */
  'limits.usedOf': { used: Text; limit: Text }
  /** Заблокировать карту {card}? */
  'card.block.h1': { card: Text }
  /** Заправиться по карте будет нельзя. Начатая заправка завершится. */
  'card.block.p': None
  /** Заблокировать */
  'card.block': None
  /** Заблокировано карт: {n}. */
  'card.block.doneMany': { n: Text }
  /** Карта {card} заблокирована. */
  'card.block.done': { card: Text }
  /** Заблокировать {n, plural, one {# карту} few {# карты} many {# карт} other {# карты}}? */
  'card.block.many': { n: number }
  /** Разблокировать карту */
  'card.unblock': None
  /** Разблокировано карт: {n}. */
  'card.unblock.doneMany': { n: Text }
  /** Карта {card} разблокирована. */
  'card.unblock.done': { card: Text }
  /** Разблокировать */
  'card.unblock.submit': None
  /** Заправиться можно будет сразу, если карту не заблокировал ещё кто-то. */
  'card.unblock.p': None
  /** Разблокировать {n, plural, one {# карту} few {# карты} many {# карт} other {# карты}}? */
  'card.unblock.many': { n: number }
  /** Разблокировать карту {card}? */
  'card.unblock.h1': { card: Text }
  /** Карта потеряна: заблокировать и перевыпустить */
  'card.lost': None
  /** Прежняя карта {card} больше не действует, новая заказана. Задайте новый ПИН. */
  'card.lost.replaced': { card: Text }
  /** Карта {card} больше не действует. */
  'card.lost.done': { card: Text }
  /** Заблокировать навсегда */
  'card.lost.submit': None
  /** Пока ничего */
  'card.lost.none': None
  /** Карта в телефоне, сразу */
  'card.lost.virtual': None
  /** Новая пластиковая карта */
  'card.lost.plastic': None
  /** Взамен */
  'card.lost.replace': None
  /** Карта */
  'card.lost.how': None
  /** Этой картой больше никто не заправится. Деньги, литры, лимиты и история останутся и перейдут на новую. */
  'card.lost.p': None
  /** Что случилось с картой {card}? */
  'card.lost.h1': { card: Text }
  /** Карта потеряна */
  'card.lost.act': None
  /** Номер в кабинете */
  'card.number': None
  /** Кто видит этот код, может заправиться. Передайте его только водителю. */
  'card.number.care': None
  /** QR-код карты {card} */
  'card.number.title': { card: Text }
  /** Показать QR-код */
  'card.number.show': None
  /** По этому номеру заправляются. Показ запишем в историю. */
  'card.number.p': None
  /** Показать номер карты {card}? */
  'card.number.h1': { card: Text }
  /** С чего списывается */
  'card.scheme': None
  /** Своих денег на карте нет, тратит в пределах лимитов */
  'card.scheme.limitD': None
  /** Общий счёт компании */
  'card.scheme.limit': None
  /** Литры куплены заранее по цене дня пополнения */
  'card.scheme.litresD': None
  /** Литры на карте */
  'card.scheme.litres': None
  /** Цена в момент заправки */
  'card.scheme.moneyD': None
  /** Деньги на карте */
  'card.scheme.money': None
  /** Общий счёт */
  'card.commonAccount': None
  /** {volume}: {fuel} */
  'card.litresOf': { volume: Text; fuel: Text }
  /** Занято начатой заправкой */
  'card.held': None
  /** Топливо */
  'card.fuels': None
  /** ПИН */
  'card.pinState': None
  /** Не задан */
  'card.pinState.none': None
  /** Задан */
  'card.pinState.set': None
  /** Договор */
  'card.contract': None
  /** Заметка */
  'card.note': None
  /** Заправки карты */
  'card.refuels': None
  /** Что на руках у водителя */
  'card.media': None
  /** Вид */
  'card.medium': None
  /** Метка NFC */
  'card.medium.nfc': None
  /** Карта в телефоне */
  'card.medium.virtual': None
  /** Пластиковая карта */
  'card.medium.plastic': None
  /** Номер */
  'card.medium.number': None
  /** Карту заблокировала ваша компания: {reason} */
  'card.blockedWhy': { reason: Text }
  /** ПИН трижды набран неверно. Карта заработает с новым ПИН. */
  'card.pinLockedWhy': None
  /** Выдать водителю */
  'card.give': None
  /** Касса сверит госномер, если её попросили его назвать */
  'card.give.vehicleHint': None
  /** Без автомобиля */
  'card.give.noVehicle': None
  /** Держатель карты {card} изменён. */
  'card.give.done': { card: Text }
  /** Никому */
  'card.give.nobody': None
  /** Заправки по карте запишем на них. */
  'card.give.p': None
  /** Кому и на какой автомобиль выдать карту {card}? */
  'card.give.h1': { card: Text }
  /** Закрыть карту */
  'card.close': None
  /** Карта {card} закрыта. */
  'card.close.done': { card: Text }
  /** Остаток вернётся на счёт компании. Открыть карту снова будет нельзя. */
  'card.close.p': None
  /** Закрыть карту {card} навсегда? */
  'card.close.h1': { card: Text }
  /** Пополнить карту */
  'card.topUp': None
  /** На карту зачислено: {amount}. */
  'card.topUp.done': { amount: Text }
  /** Сумма */
  'card.topUp.amount': None
  /** {volume} л сегодня стоят {amount}. Подтвердите, и они окажутся на карте. */
  'card.topUp.cost': { volume: Text; amount: Text }
  /** Деньги перейдут со счёта компании на карту сразу. */
  'card.topUp.p': None
  /** Пополнить карту {card} */
  'card.topUp.h1': { card: Text }
  /** Вернуть на счёт */
  'card.sweep': None
  /** На счёт возвращено: {amount}. */
  'card.sweep.done': { amount: Text }
  /** Вернётся всё, кроме занятого начатыми заправками. Литры вернутся по цене, за которую куплены. */
  'card.sweep.p': None
  /** Вернуть остаток карты {card} на счёт? */
  'card.sweep.h1': { card: Text }
  /** Новый ПИН */
  'card.pin': None
  /** такой карты нет */
  'card.no.unknown': None
  /** карта закрыта */
  'card.no.closed': None
  /** так уже и есть */
  'card.no.already': None
  /** карта не заблокирована */
  'card.no.notBlocked': None
  /** договор приостановлен */
  'card.no.suspended': None
  /** на этой карте нет своих денег и литров */
  'card.no.scheme': None
  /** на карте столько нет */
  'card.no.notEnough': None
  /** по карте сейчас заправляются, повторите позже */
  'card.no.held': None
  /** карта не активна */
  'card.no.notActive': None
  /** Выберите водителя из списка. */
  'card.no.driver': None
  /** Введите, сколько зачислить: больше нуля. */
  'card.no.amount': None
  /** Цены на это топливо сейчас нет. Повторите позже. */
  'card.no.price': None
  /** На карте нечего возвращать. */
  'card.no.nothing': None
  /** У этой карты нет QR-кода. */
  'card.no.virtual': None
  /** Выберите автомобиль из списка */
  'card.no.vehicle': None
  /** Заказана */
  'card.e.ordered': None
  /** Выпущена */
  'card.e.made': None
  /** Изготовлена */
  'card.e.produced': None
  /** Доставлена */
  'card.e.delivered': None
  /** Активирована */
  'card.e.activated': None
  /** Заблокирована */
  'card.e.blocked': None
  /** Разблокирована */
  'card.e.unblocked': None
  /** Назначена блокировка */
  'card.e.blockScheduled': None
  /** Блокировка отменена */
  'card.e.blockUnscheduled': None
  /** ПИН трижды набран неверно */
  'card.e.pinLocked': None
  /** Новый ПИН */
  'card.e.pinSet': None
  /** Потеряна */
  'card.e.lost': None
  /** Украдена */
  'card.e.stolen': None
  /** Повреждена */
  'card.e.damaged': None
  /** Заменена */
  'card.e.replaced': None
  /** Срок истёк */
  'card.e.expired': None
  /** Сменился держатель */
  'card.e.given': None
  /** Изменено топливо */
  'card.e.productsChanged': None
  /** Изменены лимиты */
  'card.e.limitsChanged': None
  /** Пополнена */
  'card.e.toppedUp': None
  /** Переведено на другую карту */
  'card.e.movedOut': None
  /** Получено с другой карты */
  'card.e.movedIn': None
  /** Возвращено на счёт */
  'card.e.swept': None
  /** Закрыта */
  'card.e.closed': None
  /** Показан номер */
  'card.e.numberShown': None
  /** Держатель карты в архиве: касса по ней откажет. Выдайте карту другому водителю или верните держателя из архива. */
  'card.driverGoneWhy': None
  /** Блокировка по датам */
  'card.schedule': None
  /** Блокировка по датам: {span} */
  'card.schedule.notice': { span: Text }
  /** {from} – {until} */
  'card.schedule.span': { from: Text; until: Text }
  /** Заблокирована по датам */
  'card.schedule.now': None
  /** Назначенная блокировка карты {card} отменена. */
  'card.schedule.offDone': { card: Text }
  /** Отменить назначенную блокировку */
  'card.schedule.off': None
  /** Блокировка карты {card} назначена. */
  'card.schedule.done': { card: Text }
  /** Назначить */
  'card.schedule.submit': None
  /** Например, 08:00. Пусто: 00:00. */
  'card.schedule.timeHint': None
  /** Время окончания */
  'card.schedule.untilTime': None
  /** Разблокировать */
  'card.schedule.until': None
  /** Время начала */
  'card.schedule.fromTime': None
  /** Заблокировать с */
  'card.schedule.from': None
  /** Карта заблокируется и разблокируется сама: на отпуск, на ремонт, на выходные. Время казахстанское. */
  'card.schedule.p': None
  /** Когда заблокировать карту {card}? */
  'card.schedule.h1': { card: Text }
  /** Привязать метку */
  'card.chip': None
  /** Метка привязана к карте {card} и уже платит. */
  'card.chip.done': { card: Text }
  /** Привязать */
  'card.chip.submit': None
  /** 8–20 знаков: цифры и буквы A–F, например 04 A1 B2 C3 */
  'card.chip.hint': None
  /** Номер метки */
  'card.chip.uid': None
  /** Метка NFC на брелоке или наклейке заправляет наравне с картой: те же деньги, лимиты и ПИН. Номер напечатан на метке, его покажет и любое приложение для NFC. */
  'card.chip.p': None
  /** Какая метка платит за карту {card}? */
  'card.chip.h1': { card: Text }
  /** Перевести на другую карту */
  'card.move': None
  /** Переведено {amount} на карту {card}. */
  'card.move.done': { amount: Text; card: Text }
  /** Перевести */
  'card.move.submit': None
  /** Номер в списке карт, например 100023 */
  'card.move.toHint': None
  /** Номер карты, на которую перевести */
  'card.move.to': None
  /** Перевод возможен между картами одного договора и одного вида. Обещанное идущей заправке останется. */
  'card.move.p': None
  /** Куда перевести с карты {card}? */
  'card.move.h1': { card: Text }
  /** Другие действия */
  'card.more': None
  /** История карты */
  'card.story': None
  /** Перевыпустить карту */
  'card.renew': None
  /** Карта ещё не скоро истекает, или новая уже заказана. */
  'card.renew.early': None
  /** Новая карта взамен {card} уже работает. Её номер можно показать водителю. */
  'card.renew.virtual': { card: Text }
  /** Новая карта взамен {card} заказана. Прежняя работает до своего последнего дня. */
  'card.renew.ordered': { card: Text }
  /** Какая карта нужна */
  'card.renew.kind': None
  /** Нынешняя работает до своего последнего дня. Деньги, литры, лимиты, ПИН и история останутся. */
  'card.renew.p': None
  /** Перевыпустить карту {card}? */
  'card.renew.h1': { card: Text }
  /** Картой не заправлялись {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} и больше */
  'card.noRefuels': { n: number }
  /** Сбросить ПИН карты {card} */
  'pin.h1': { card: Text }
  /** Новый ПИН покажем один раз. Передайте его водителю лично или по телефону. */
  'pin.p': None
  /** Сбросить ПИН */
  'pin.submit': None
  /** Показать новый ПИН */
  'pin.show': None
  /** Новый ПИН действует. Прежний больше не подойдёт. */
  'pin.done': None
  /** Новый ПИН карты {card} */
  'pin.title': { card: Text }
  /** ПИН исчезнет с экрана через минуту, и снова его никто не увидит. */
  'pin.once': None
  /** Заправки */
  'refuels.h1': None
  /** Дата и время */
  'refuels.col.time': None
  /** АЗС */
  'refuels.col.station': None
  /** Карта или талон */
  'refuels.col.source': None
  /** Водитель */
  'refuels.col.driver': None
  /** Автомобиль */
  'refuels.col.vehicle': None
  /** Топливо */
  'refuels.col.fuel': None
  /** Литры */
  'refuels.col.litres': None
  /** Цена за литр */
  'refuels.col.price': None
  /** Сумма с НДС */
  'refuels.col.sum': None
  /** Чек */
  'refuels.col.receipt': None
  /** Период */
  'refuels.f.period': None
  /** Топливо */
  'refuels.f.fuel': None
  /** АЗС */
  'refuels.f.station': None
  /** Водитель или автомобиль */
  'refuels.f.driver': None
  /** Чем заправлялись */
  'refuels.f.kind': None
  /** Картой */
  'refuels.f.kind.card': None
  /** Талоном */
  'refuels.f.kind.coupon': None
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}}, {volume}, {amount} */
  'refuels.totals': { n: number; volume: Text; amount: Text }
  /** За этот период заправок не было */
  'refuels.empty.h': None
  /** Выберите другой период или сбросьте фильтры. */
  'refuels.empty.p': None
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}}, {volume} */
  'refuels.totalsLitres': { n: number; volume: Text }
  /** {price} за литр */
  'refuels.perLitre': { price: Text }
  /** Талон {number} */
  'refuels.coupon': { number: Text }
  /** Карта {number} */
  'refuels.card': { number: Text }
  /** Файлы за период {period} */
  'refuels.files': { period: Text }
  /** В PDF помещается до {max} строк. Сократите период или скачайте Excel. */
  'refuels.pdfTooLong': { max: Text }
  /** Скачать Excel */
  'export.excel': None
  /** Скачать PDF */
  'export.pdf': None
  /** Файл для 1С */
  'export.onec': None
  /** {format}, {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}, примерно {size} */
  'export.size': { format: Text; n: number; size: Text }
  /** Готовим файл. Можно уйти со страницы: ссылка придёт в уведомления. */
  'export.preparing': None
  /** Файл готов: {file} */
  'export.ready': { file: Text }
  /** Заправки */
  'export.sheet.data': None
  /** Итоги */
  'export.sheet.totals': None
  /** Реестр заправок за период с {from} по {to} */
  'export.head': { from: Text; to: Text }
  /** Отбор */
  'export.filter': None
  /** БИН */
  'export.bin': None
  /** Кто и когда */
  'export.made': None
  /** Итого */
  'export.total': None
  /** Итого: {what} */
  'export.totalOf': { what: Text }
  /** Литры */
  'export.col.litres': None
  /** Цена за литр с НДС, ₸ */
  'export.col.price': None
  /** Сумма с НДС, ₸ */
  'export.col.sum': None
  /** Ставка НДС */
  'export.col.vatRate': None
  /** НДС, ₸ */
  'export.col.vat': None
  /** Номер операции */
  'export.col.operation': None
  /** Пробег, км */
  'export.col.odometer': None
  /** Файл */
  'export.col.file': None
  /** Заказан */
  'export.col.asked': None
  /** Строк */
  'export.col.rows': None
  /** Размер */
  'export.col.size': None
  /** Реализация */
  'export.col.sale': None
  /** Фискальный чек */
  'export.col.fiscal': None
  /** Мои файлы */
  'export.list.h1': None
  /** Большие файлы готовим в фоне и храним {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}. */
  'export.list.p': { n: number }
  /** Файлов пока нет */
  'export.list.empty': None
  /** Закажите большой файл под списком заправок, и он появится здесь. */
  'export.list.emptyP': None
  /** В файле {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}, его готовим в фоне. Нажмите кнопку под списком. */
  'export.large': { n: number }
  /** Файл большой: подготовим его в фоне и пришлём ссылку в уведомления. */
  'export.largeNote': None
  /** Подготовить Excel */
  'export.prepareExcel': None
  /** Подготовить файл для 1С */
  'export.prepareOnec': None
  /** Готово строк: {n} из {total} */
  'export.progress': { n: Text; total: Text }
  /** Файл в очереди */
  'export.waiting': None
  /** Один ваш файл уже готовится. Дождитесь его или отмените. */
  'export.busy': None
  /** Хранится до {date} */
  'export.kept': { date: Text }
  /** Скачать файл */
  'export.download': None
  /** Подготовить снова */
  'export.again': None
  /** Отменить подготовку */
  'export.stop': None
  /** Подготовка файла отменена. */
  'export.stopped': None
  /** Файл удалён: его срок хранения вышел. */
  'export.gone': None
  /** Ваши права изменились, и этот файл больше не для вас. Подготовьте его снова. */
  'export.narrowed': None
  /** В очереди */
  'export.state.waiting': None
  /** Готовится */
  'export.state.building': None
  /** Готов */
  'export.state.ready': None
  /** Не собрался */
  'export.state.failed': None
  /** Отменён */
  'export.state.cancelled': None
  /** Удалён */
  'export.state.expired': None
  /** Файл Excel */
  'export.format.xlsx': None
  /** при выдаче талона */
  'export.sale.atIssue': None
  /** при отпуске топлива */
  'export.sale.atRefuel': None
  /** Отчёты */
  'reports.h1': None
  /** Отчёт за {month} */
  'reports.monthly': { month: Text }
  /** По водителям */
  'reports.byDriver': None
  /** По автомобилям */
  'reports.byVehicle': None
  /** По видам топлива */
  'reports.byFuel': None
  /** По АЗС */
  'reports.byStation': None
  /** Литры по месяцам */
  'reports.litres': None
  /** Месяц */
  'reports.month': None
  /** Как сложить */
  'reports.groups': None
  /** Заправки месяца */
  'reports.refuels': None
  /** Месяц ещё не закончился: здесь то, что уже есть. */
  'reports.soFar': None
  /** Месяцем раньше */
  'reports.before': None
  /** Изменение */
  'reports.change': None
  /** Не указано */
  'reports.nobody': None
  /** Заправок пока не было */
  'reports.empty.h': None
  /** Отчёт появится после первой заправки. */
  'reports.empty.p': None
  /** л/100 км */
  'reports.per100': None
  /** {litres} л/100 км */
  'reports.per100Of': { litres: Text }
  /** Пробег меньше прежнего */
  'reports.backwards': None
  /** Остальные ({n, number}) */
  'reports.rest': { n: number }
  /** Заказы и счета */
  'orders.h1': None
  /** Заказов пока нет */
  'orders.empty.h': None
  /** Начните с покупки талонов. */
  'orders.empty.p': None
  /** Все */
  'orders.tab.all': None
  /** Ждут оплаты */
  'orders.tab.open': None
  /** Исполнены */
  'orders.tab.done': None
  /** Отменены */
  'orders.tab.ended': None
  /** Заказы по состоянию */
  'orders.tabs': None
  /** Таких заказов нет. */
  'orders.noMatch': None
  /** Заказ {number} */
  'order.h1': { number: Text }
  /** Создан {datetime}, {name} */
  'order.created': { datetime: Text; name: Text }
  /** Повторить заказ */
  'order.repeat': None
  /** Отменить заказ */
  'order.cancel': None
  /** Отменить заказ {number}? Счёт станет недействительным. */
  'order.cancelQ': { number: Text }
  /** Номер */
  'order.col.number': None
  /** Дата */
  'order.col.date': None
  /** Что заказано */
  'order.col.what': None
  /** Сумма */
  'order.col.sum': None
  /** Статус */
  'order.col.status': None
  /** Цена за литр */
  'order.col.price': None
  /** Количество */
  'order.col.count': None
  /** {fuel}, {volume} × {count} */
  'order.what': { fuel: Text; volume: Text; count: Text }
  /** Состав заказа */
  'order.lines': None
  /** Создан */
  'order.ordered': None
  /** Кто заказал */
  'order.by': None
  /** Оплатить до */
  'order.payBy': None
  /** С баланса */
  'order.payment.balance': None
  /** По счёту на оплату */
  'order.payment.invoice': None
  /** Исполнен */
  'order.fulfilled': None
  /** Талоны */
  'order.made': None
  /** Выпущено {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}, {volume} */
  'order.made.n': { n: number; volume: Text }
  /** Платежи по счёту */
  'order.payments': None
  /** Платежей пока нет. Они появляются здесь, когда банк передаст выписку. */
  'order.payments.none': None
  /** Дата поступления */
  'order.pay.date': None
  /** Платёжное поручение */
  'order.pay.document': None
  /** Оплатить с баланса */
  'order.pay': None
  /** Осталось оплатить */
  'order.left': None
  /** Открыть счёт */
  'order.invoice': None
  /** Закрыт */
  'order.ended': None
  /** Оплатить заказ {number} с баланса? */
  'order.payQ': { number: Text }
  /** Заказ {number} отменён. */
  'order.cancelled': { number: Text }
  /** Поступившие {amount} останутся на счёте компании. */
  'order.cancelKeeps': { amount: Text }
  /** Счёт на оплату № {number} от {date} */
  'invoice.h1': { number: Text; date: Text }
  /** Получатель */
  'invoice.payee': None
  /** Банк получателя */
  'invoice.bank': None
  /** Назначение платежа */
  'invoice.purpose': None
  /** Оплата по счёту № {number} от {date} за нефтепродукты, договор № {contract} */
  'invoice.purposeText': { number: Text; date: Text; contract: Text }
  /** Скопировать реквизиты */
  'invoice.copyAll': None
  /** Счёт в PDF */
  'invoice.pdf': None
  /** Оплачено {amount} из {total} */
  'invoice.paid': { amount: Text; total: Text }
  /** Реквизиты для оплаты */
  'invoice.payTo': None
  /** Сумма */
  'invoice.sum': None
  /** Покупатель */
  'invoice.buyer': None
  /** Заказ */
  'invoice.order': None
  /** Счёт оплачен, талоны выпущены. */
  'invoice.state.paid': None
  /** Заказ отменён: этот счёт оплачивать не нужно. */
  'invoice.state.cancelled': None
  /** Срок оплаты прошёл. Деньги, которые придут теперь, зачислим на счёт компании, а цена этого счёта больше не действует. */
  'invoice.state.overdue': None
  /** Поступила часть суммы. Талоны появятся, когда придёт остальное. */
  'invoice.part': None
  /** Документы */
  'docs.h1': None
  /** ЭСФ № {number} */
  'docs.esf': { number: Text }
  /** Запросить акт сверки */
  'docs.recon': None
  /** Период сверки */
  'docs.reconPeriod': None
  /** Счета на оплату и акты сверки по месяцам. */
  'docs.lead': None
  /** Виды документов */
  'docs.tabs': None
  /** Счета на оплату */
  'docs.tab.invoices': None
  /** Акты сверки */
  'docs.tab.statements': None
  /** Месяц */
  'docs.month': None
  /** Все документы месяца, ZIP */
  'docs.zip': None
  /** Документ */
  'docs.col.paper': None
  /** Файл */
  'docs.col.file': None
  /** В этом месяце счетов на оплату не было. */
  'docs.noInvoices': None
  /** С {date} здесь будет акт сверки за этот месяц. */
  'docs.statementLater': { date: Text }
  /** Показаны первые {n, plural, one {# счёт} few {# счёта} many {# счетов} other {# счёта}} месяца. Остальные ищите в заказах. */
  'docs.more': { n: number }
  /** ЭСФ и накладных здесь нет: ЭСФ смотрите в ИС ЭСФ, за накладной обратитесь к менеджеру, {phone}. */
  'docs.notHere': { phone: Text }
  /** Движение по счёту */
  'balance.h1': None
  /** Остаток на начало */
  'balance.open': None
  /** Поступило */
  'balance.in': None
  /** Израсходовано */
  'balance.out': None
  /** Остаток на конец */
  'balance.close': None
  /** Деньги компании у {operatorShort}: что поступило, на что ушло и что осталось. */
  'balance.lead': None
  /** Период */
  'balance.period': None
  /** Обычные периоды */
  'balance.periods': None
  /** Когда */
  'balance.col.when': None
  /** Что произошло */
  'balance.col.what': None
  /** Документ */
  'balance.col.paper': None
  /** Сумма */
  'balance.col.sum': None
  /** Заказ {number} */
  'balance.order': { number: Text }
  /** Платёжное поручение {number} */
  'balance.payment': { number: Text }
  /** Талон {number} */
  'balance.coupon': { number: Text }
  /** За этот период движений по счёту не было. */
  'balance.empty': None
  /** Скачать CSV */
  'balance.export': None
  /** В файле первые {max} строк. Чтобы получить остальные, выберите период короче. */
  'balance.exportCut': { max: Text }
  /** Поступление денег */
  'balance.e.payment': None
  /** Платёж отменён */
  'balance.e.paymentReversed': None
  /** Покупка талонов */
  'balance.e.issue': None
  /** Талон аннулирован, деньги вернулись */
  'balance.e.void': None
  /** Заправка отменена, деньги вернулись */
  'balance.e.redeemReversed': None
  /** Возврат за заправку */
  'balance.e.refund': None
  /** Остаток талона вернулся */
  'balance.e.remainder': None
  /** Срок талона истёк, остаток вернулся */
  'balance.e.expire': None
  /** Срок талона продлён */
  'balance.e.prolong': None
  /** Талон возвращён */
  'balance.e.return': None
  /** Обмен талонов: сданы */
  'balance.e.replaceOut': None
  /** Обмен талонов: получены */
  'balance.e.replaceIn': None
  /** Возврат денег в банк */
  'balance.e.payoutDue': None
  /** Возврат денег в банк отменён */
  'balance.e.payoutCancelled': None
  /** Пополнение карты */
  'balance.e.cardToppedUp': None
  /** Остаток карты вернулся */
  'balance.e.cardSwept': None
  /** Заправка по карте */
  'balance.e.cardRefuel': None
  /** Погашение задолженности */
  'balance.e.creditRepaid': None
  /** Движение по счёту */
  'balance.see': None
  /** Этот месяц */
  'balance.p.thisMonth': None
  /** Прошлый месяц */
  'balance.p.lastMonth': None
  /** Этот квартал */
  'balance.p.quarter': None
  /** Этот год */
  'balance.p.year': None
  /** Карта {number} */
  'balance.card': { number: Text }
  /** Сотрудники и роли */
  'people.h1': None
  /** Пригласить сотрудника */
  'people.invite': None
  /** Здесь те, кто входит в Личный кабинет. Водителям учётная запись не нужна. */
  'people.lead': None
  /** Роль */
  'people.role': None
  /** Последний вход: {datetime} */
  'people.lastSeen': { datetime: Text }
  /** Ещё не входил */
  'people.never': None
  /** Вход с кодом включён */
  'people.twofaOn': None
  /** Вход с кодом выключен */
  'people.twofaOff': None
  /** Приглашение отправлено на {email} */
  'people.invited': { email: Text }
  /** Отправить приглашение ещё раз */
  'people.resend': None
  /** Отозвать приглашение */
  'people.revoke': None
  /** Изменить роль */
  'people.changeRole': None
  /** Закрыть доступ */
  'people.disable': None
  /** Закрыть доступ для {name}? Сеансы завершатся сразу, история останется. */
  'people.disableQ': { name: Text }
  /** Передать права руководителя */
  'people.transfer': None
  /** Менять список может руководитель компании. */
  'people.readOnly': None
  /** {name} (это вы) */
  'people.you': { name: Text }
  /** Что может */
  'people.may': None
  /** В кабинете с */
  'people.since': None
  /** Имя */
  'people.col.person': None
  /** Последний вход */
  'people.col.lastSignIn': None
  /** Состояние */
  'people.col.state': None
  /** Отправлено */
  'people.col.sent': None
  /** Действует до */
  'people.col.expires': None
  /** Действия */
  'people.col.acts': None
  /** Ждём ответа на приглашения */
  'people.invitations': None
  /** Пришлём письмо со ссылкой. Она действует {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}. */
  'people.inviteLead': { n: number }
  /** Отозвать */
  'people.revokeShort': None
  /** Приглашение на {email} отозвано */
  'people.revoked': { email: Text }
  /** Пока здесь только вы */
  'people.alone.h': None
  /** Пригласите бухгалтера: он увидит заправки, счета и документы, но не сможет выдавать талоны. */
  'people.alone.p': None
  /** Пригласить бухгалтера */
  'people.alone.act': None
  /** Роль: {name} */
  'people.roleOf': { name: Text }
  /** Роль изменена: {name} */
  'people.roleChanged': { name: Text }
  /** Доступ закрыт: {name} */
  'people.removed': { name: Text }
  /** Передать права руководителя? Новый руководитель: {name} */
  'people.transferQ': { name: Text }
  /** Вы станете управляющим и больше не сможете приглашать и убирать сотрудников. Вернуть права сможет только новый руководитель. */
  'people.transferBody': None
  /** Права руководителя переданы: {name} */
  'people.transferred': { name: Text }
  /** Группы карт */
  'people.groups': None
  /** Все карты компании */
  'people.groupsAll': None
  /** Видит и блокирует любую карту, ставит лимиты */
  'people.groupsAllD': None
  /** Только карты выбранных групп */
  'people.groupsSome': None
  /** Остальные карты, их заправки и лимиты не видны */
  'people.groupsSomeD': None
  /** За какие группы отвечает */
  'people.groupsWhich': None
  /** Карты, за которые отвечает {name} */
  'people.groupsH1': { name: Text }
  /** Закрепить группы карт */
  'people.groupsChange': None
  /** Группы закреплены: {name} */
  'people.groupsSaved': { name: Text }
  /** Сначала создайте группы карт. */
  'people.groupsNone': None
  /** {name} (в архиве) */
  'people.groupsArchived': { name: Text }
  /** Водители и автомобили */
  'drivers.h1': None
  /** Добавить водителя */
  'drivers.add': None
  /** Добавить автомобиль */
  'drivers.addVehicle': None
  /** Загрузить список из Excel */
  'drivers.import': None
  /** Например, 123 ABC 02 */
  'drivers.plateHint': None
  /** Добавьте водителей, чтобы выдавать талоны в два нажатия. */
  'drivers.empty': None
  /** Имя, телефон или госномер */
  'drivers.search': None
  /** Таких водителей нет. Измените поиск или добавьте нового. */
  'drivers.noMatch': None
  /** Телефон */
  'drivers.phone': None
  /** На него откроется WhatsApp со ссылкой на талон */
  'drivers.phoneHint': None
  /** Чтобы отправлять талоны письмом */
  'drivers.emailHint': None
  /** Госномер */
  'drivers.plate': None
  /** Обычное топливо */
  'drivers.fuel': None
  /** Заметка о водителе */
  'drivers.note': None
  /** На руках */
  'drivers.onHand': None
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}, {volume} */
  'drivers.coupons': { n: number; volume: Text }
  /** Все талоны водителя */
  'drivers.allCoupons': None
  /** Водитель добавлен: {name} */
  'drivers.added': { name: Text }
  /** Такой водитель уже есть: {name} */
  'drivers.known': { name: Text }
  /** Изменить данные водителя */
  'drivers.edit': None
  /** Убрать в архив */
  'drivers.archive': None
  /** Убрать в архив: {name}? */
  'drivers.archiveQ': { name: Text }
  /** Выдать талоны этому водителю будет нельзя, история сохранится. Вернуть из архива можно в любой момент. */
  'drivers.archiveP': None
  /** Водитель в архиве: талоны ему не выдаются. */
  'drivers.archived': None
  /** В архиве: {name} */
  'drivers.archivedDone': { name: Text }
  /** У водителя ещё есть талоны. Сначала заберите их. */
  'drivers.hasCoupons': None
  /** Вернуть из архива */
  'drivers.restore': None
  /** Снова в списке: {name} */
  'drivers.restored': { name: Text }
  /** До {max} строк: имя, телефон, госномер, электронная почта, топливо, язык, заметка. Обязательно только имя. */
  'drivers.importLead': { max: Text }
  /** Вставьте строки из таблицы */
  'drivers.paste': None
  /** Например: Ержан Қасымов; +7 701 000 00 00; 123 ABC 02 */
  'drivers.pasteHint': None
  /** Или загрузите файл Excel или CSV */
  'drivers.file': None
  /** Из файла .xlsx берём первый лист */
  'drivers.fileHint': None
  /** Проверьте список */
  'drivers.importCheck': None
  /** Новые */
  'drivers.importNew': None
  /** Уже есть, пропустим */
  'drivers.importKnown': None
  /** С ошибками, не добавим */
  'drivers.importWrong': None
  /** Исправьте строки с ошибками и загрузите их ещё раз: остальные можно добавить сейчас. */
  'drivers.importWrongP': None
  /** Добавлять нечего. */
  'drivers.importNone': None
  /** {n, plural, one {Добавить # водителя} few {Добавить # водителей} many {Добавить # водителей} other {Добавить # водителя}} */
  'drivers.importSubmit': { n: number }
  /** {n, plural, one {Добавлен # водитель} few {Добавлено # водителя} many {Добавлено # водителей} other {Добавлено # водителя}} */
  'drivers.imported': { n: number }
  /** Новый */
  'drivers.rowNew': None
  /** Уже есть */
  'drivers.rowKnown': None
  /** Ошибка */
  'drivers.rowWrong': None
  /** Последняя заправка */
  'drivers.lastRefuel': None
  /** {datetime}, {station}: {volume}, {fuel} */
  'drivers.refuel': { datetime: Text; station: Text; volume: Text; fuel: Text }
  /** У водителя {n, plural, one {# карта} few {# карты} many {# карт} other {# карты}}. Пока держатель в архиве, касса по ней откажет. */
  'drivers.holdsCards': { n: number }
  /** Что сделать с картами */
  'drivers.cardsWhat': None
  /** Заблокировать */
  'drivers.cardsBlock': None
  /** Карта осталась у водителя. Никто не сможет ею заправиться. */
  'drivers.cardsBlockD': None
  /** Забрать */
  'drivers.cardsTake': None
  /** Карта уже у вас: она останется без держателя и будет работать, её можно выдать другому. */
  'drivers.cardsTakeD': None
  /** Водитель в архиве: {name} */
  'drivers.cardsLeft': { name: Text }
  /** Карты водителя */
  'drivers.cardsOf': None
  /** Карт у водителя нет */
  'drivers.noCards': None
  /** Безопасность */
  'sec.h1': None
  /** Пароль изменён {date} */
  'sec.password': { date: Text }
  /** Изменить пароль */
  'sec.changePw': None
  /** Текущий пароль */
  'sec.currentPw': None
  /** Электронная почта для входа */
  'sec.email': None
  /** Ждём */
  'sec.email.waiting': None
  /** Получено */
  'sec.email.done': None
  /** Подтверждение с нового адреса */
  'sec.email.new': None
  /** Подтверждение с прежнего адреса */
  'sec.email.old': None
  /** Изменить адрес */
  'sec.changeEmail': None
  /** Ждём подтверждения адреса {email} */
  'sec.emailPending': { email: Text }
  /** Вход с кодом подтверждения */
  'sec.twofa': None
  /** Кроме пароля нужен код из приложения на телефоне. Чужой не войдёт, даже если узнает пароль. */
  'sec.twofaP': None
  /** Включить */
  'sec.twofaOn': None
  /** Выключить */
  'sec.twofaOff': None
  /** Отсканируйте QR-код приложением или введите ключ вручную */
  'sec.twofa.step1': None
  /** Ключ для ручного ввода */
  'sec.twofa.key': None
  /** Введите шесть цифр из приложения */
  'sec.twofa.step2': None
  /** Сохраните резервные коды */
  'sec.backup.h': None
  /** Каждый код работает один раз. Они понадобятся, если телефона не будет рядом. */
  'sec.backup.p': None
  /** Создать новые коды */
  'sec.backup.new': None
  /** {n, plural, =0 {Резервных кодов не осталось} one {Остался # код} few {Осталось # кода} many {Осталось # кодов} other {Осталось # кода}} */
  'sec.backup.left': { n: number }
  /** Ключи доступа (passkey) */
  'sec.passkeys': None
  /** Вход по отпечатку, лицу или блокировке экрана, без пароля. */
  'sec.passkeysP': None
  /** Создать ключ доступа */
  'sec.passkeyAdd': None
  /** Название, например «Телефон» */
  'sec.passkeyName': None
  /** Удалить ключ «{name}»? Войти с ним больше не получится. */
  'sec.passkeyRemove': { name: Text }
  /** Где выполнен вход */
  'sec.sessions': None
  /** Это устройство */
  'sec.session.this': None
  /** {device}, {place}, {datetime} */
  'sec.session.line': { device: Text; place: Text; datetime: Text }
  /** Завершить сеанс */
  'sec.session.end': None
  /** Завершить остальные сеансы */
  'sec.session.endAll': None
  /** Сеанс завершён */
  'sec.session.ended': None
  /** Последние события безопасности */
  'sec.log': None
  /** Подтвердите, что это вы */
  'sec.confirmPw.h1': None
  /** Действие важное, поэтому введите пароль ещё раз. */
  'sec.confirmPw.p': None
  /** Пароль изменён. Сеансы на других устройствах завершены. */
  'sec.pwDone': None
  /** Пароль только что изменили в другом месте. Войдите заново. */
  'sec.pwRace': None
  /** Новый адрес */
  'sec.emailNew': None
  /** Мы напишем на оба адреса. Смена произойдёт, когда её подтвердят с прежнего и с нового. */
  'sec.emailHow': None
  /** Письма отправлены. Подтвердите смену с прежнего адреса и с адреса {email}. */
  'sec.emailAsked': { email: Text }
  /** Отменить смену адреса */
  'sec.emailDrop': None
  /** Смена адреса отменена */
  'sec.emailDropped': None
  /** Вход с новых устройств закрыт: {n, plural, one {# неверная попытка} few {# неверные попытки} many {# неверных попыток} other {# неверной попытки}}, {datetime}. */
  'sec.locked': { n: number; datetime: Text }
  /** Вход закрыт для всех устройств, {datetime}. Открытые сеансы работают. */
  'sec.lockedAll': { datetime: Text }
  /** Разблокировать */
  'sec.unlock': None
  /** Вход снова открыт */
  'sec.unlocked': None
  /** {n, plural, =0 {Других сеансов не было} one {Завершён # сеанс} few {Завершено # сеанса} many {Завершено # сеансов} other {Завершено # сеанса}} */
  'sec.endedAll': { n: number }
  /** Событий пока нет */
  'sec.noEvents': None
  /** Неизвестное устройство */
  'sec.device.unknown': None
  /** Профиль сохранён */
  'sec.profile.saved': None
  /** Закрыть учётную запись */
  'sec.close.h1': None
  /** Вход станет невозможен на всех устройствах, доступ ко всем компаниям закроется. История действий останется. Вернуться можно только по новому приглашению. */
  'sec.close.body': None
  /** Закрыть навсегда */
  'sec.close.submit': None
  /** Учётная запись закрыта */
  'sec.close.done': None
  /** Вы единственный администратор. Сначала назначьте другого. */
  'sec.close.lastAdmin': None
  /** Уведомления */
  'notif.h1': None
  /** Новых уведомлений нет */
  'notif.empty': None
  /** Отметить все прочитанными */
  'notif.readAll': None
  /** Настройка уведомлений */
  'notif.set.h1': None
  /** В Личном кабинете */
  'notif.set.inApp': None
  /** Письмом */
  'notif.set.email': None
  /** Письма о безопасности отключить нельзя */
  'notif.set.required': None
  /** Настроить */
  'notif.set.link': None
  /** О чём сообщать мне */
  'notif.set.mine': None
  /** Только для вас. Письма собираем: не чаще одного за 15 минут. */
  'notif.set.mine.p': None
  /** Событие */
  'notif.set.event': None
  /** Когда сообщать */
  'notif.set.company': None
  /** Для всей компании. Меняют руководитель и менеджер. */
  'notif.set.company.p': None
  /** Израсходовано лимита, % */
  'notif.set.limit': None
  /** Сверх бака, % */
  'notif.set.tank': None
  /** Насколько заправка может быть больше бака, чтобы мы молчали */
  'notif.set.tank.hint': None
  /** Две заправки подряд, минут */
  'notif.set.rapid': None
  /** Баланс ниже, ₸ */
  'notif.set.low': None
  /** Крупная заправка, от литров */
  'notif.set.big': None
  /** Пусто – не сообщать */
  'notif.set.big.hint': None
  /** Рабочее время */
  'notif.set.hours': None
  /** О заправке в другое время сообщим. Пусто – в любое время можно. */
  'notif.set.hours.hint': None
  /** Рабочие дни */
  'notif.set.days': None
  /** С */
  'notif.set.from': None
  /** До */
  'notif.set.until': None
  /** Баланс ниже {amount} */
  'notif.t.lowBalance': { amount: Text }
  /** Талоны истекают через {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'notif.t.expiring': { n: number }
  /** Заправка больше {volume} */
  'notif.t.bigRefuel': { volume: Text }
  /** Карта израсходовала {percent} лимита */
  'notif.t.limit': { percent: Text }
  /** Поступил платёж */
  'notif.t.payment': None
  /** Отчёт за месяц */
  'notif.t.report': None
  /** Изменение цен */
  'notif.t.price': None
  /** Превышен лимит, который только отмечает */
  'notif.t.limitFlag': None
  /** Заправка больше бака */
  'notif.t.overTank': None
  /** Заправка в нерабочее время */
  'notif.t.offHours': None
  /** Две заправки подряд за {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} */
  'notif.t.rapid': { n: number }
  /** Крупная заправка */
  'notif.t.bigNone': None
  /** Неверный ПИН */
  'notif.t.pinWrong': None
  /** ПИН карты заблокирован */
  'notif.t.pinLocked': None
  /** Подозрительная заправка */
  'notif.t.signs': None
  /** Карта скоро перестанет действовать */
  'notif.t.cardEnding': None
  /** Возвращено топливо за заправку */
  'notif.t.refund': None
  /** Готов файл, который вы заказали */
  'notif.t.file': None
  /** Ответ на обращение по заправке */
  'notif.t.dispute': None
  /** Карта перевыпущена заранее */
  'notif.t.cardRenewed': None
  /** О том, что случилось с картами, талонами и счётом компании */
  'notif.lead': None
  /** Новое */
  'notif.new': None
  /** Уведомлений пока нет. Они появятся, когда что-то случится: израсходуют лимит, заправят больше бака, поступит платёж. */
  'notif.none': None
  /** Все уведомления прочитаны */
  'notif.read.done': None
  /** Мой профиль */
  'set.profile.h1': None
  /** Имя и фамилия */
  'set.name': None
  /** Телефон */
  'set.phone': None
  /** Язык писем и страниц */
  'set.lang': None
  /** Компания */
  'set.company.h1': None
  /** Реквизиты меняет менеджер {operatorShort} */
  'set.company.hint': None
  /** АЗС и цены */
  'st.h1': None
  /** Списком */
  'st.list': None
  /** На карте */
  'st.map': None
  /** Рядом со мной */
  'st.near': None
  /** Город или область */
  'st.city': None
  /** Есть топливо */
  'st.fuel': None
  /** Круглосуточно */
  'st.open24': None
  /** {from}–{to} */
  'st.hours': { from: Text; to: Text }
  /** Принимает талоны */
  'st.coupons': None
  /** Принимает карты */
  'st.cards': None
  /** Построить маршрут */
  'st.route': None
  /** {distance} км от вас */
  'st.km': { distance: Text }
  /** {fuel}: {amount} за литр */
  'st.price': { fuel: Text; amount: Text }
  /** Цены на {datetime} */
  'st.pricesAt': { datetime: Text }
  /** Здесь АЗС не нашлось. Уберите часть условий или выберите другой город. */
  'st.none': None
  /** Определить, где вы? Место останется только на этом устройстве. */
  'st.geoAsk': None
  /** Выберите топливо */
  'err.c.fuel': None
  /** Номинал вне пределов. Введите целое число литров от {min} до {max}. */
  'err.c.nominal': { min: Text; max: Text }
  /** Количество вне пределов. Введите число от 1 до {max}. */
  'err.c.count': { max: Text }
  /** На счёте не хватает {amount}. Пополните его или оплатите по счёту. */
  'err.c.money': { amount: Text }
  /** Цена изменилась: была {old}, стала {new}. Проверьте сумму и подтвердите ещё раз. */
  'err.c.price': { old: Text; new: Text }
  /** В запасе только {volume} {fuel}. Уменьшите объём или купите ещё. */
  'err.c.stock': { volume: Text; fuel: Text }
  /** Выберите водителя или добавьте нового */
  'err.c.driver': None
  /** Срок не может быть позже {date}: тогда истекают купленные литры. Выберите дату раньше. */
  'err.c.date': { date: Text }
  /** Дата уже прошла. Выберите сегодняшнюю или более позднюю. */
  'err.c.datePast': None
  /** Части не складываются в остаток: сейчас {sum}, нужно {total}. Исправьте части. */
  'err.c.split.sum': { sum: Text; total: Text }
  /** Часть меньше {min}. Увеличьте её или уменьшите число частей. */
  'err.c.split.min': { min: Text }
  /** Введите число частей от 2 до {max} */
  'err.c.split.count': { max: Text }
  /** Талон уже использован, изменить его нельзя. Выберите другой. */
  'err.c.state.used': None
  /** Талон заблокирован. Сначала разблокируйте его. */
  'err.c.state.blocked': None
  /** Срок талона истёк {date}. Верните остаток или обратитесь к менеджеру. */
  'err.c.state.expired': { date: Text }
  /** Пока вы открывали страницу, талоном заправились: осталось {volume}. Обновите страницу. */
  'err.c.race': { volume: Text }
  /** Вернуть талон можно не позднее чем за {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} до конца срока, этот день прошёл. Обратитесь к менеджеру: {phone}. */
  'err.c.returnLate': { n: number; phone: Text }
  /** Номер WhatsApp неполный. Введите 10 цифр после +7 или выберите контакт в WhatsApp. */
  'err.c.send.phone': None
  /** Не выбран ни один талон. Отметьте талоны и нажмите «Распечатать». */
  'err.c.print.none': None
  /** За один раз печатается до {max} талонов. Выберите меньше или скачайте PDF. */
  'err.c.print.max': { max: Text }
  /** Выберите, как оплатить */
  'err.c.pay': None
  /** {fuel}: сейчас нет цены. Выберите другое топливо. */
  'err.c.noPrice': { fuel: Text }
  /** Этот договор не действует. Выберите другой. */
  'err.c.contract': None
  /** В одном заказе не больше {max} талонов, а получилось {n}. Уменьшите количество. */
  'err.c.total': { max: Text; n: Text }
  /** Заказ прочитать не удалось. Соберите его ещё раз. */
  'err.c.draft': None
  /** Выберите причину блокировки */
  'err.c.reason': None
  /** Введите литры числом больше нуля, например 20 или 20,5 */
  'err.c.litres': None
  /** Столько не отделить: часть талона не может быть меньше литра. Измените объём. */
  'err.c.tooSmall': None
  /** Госномер не распознан. Введите его как 123 ABC 02. */
  'err.c.plate': None
  /** ПИН-код состоит из четырёх цифр */
  'err.c.pinFormat': None
  /** Такой ПИН-код подбирают первым. Придумайте другой. */
  'err.c.pinTrivial': None
  /** По вашему договору талоны выдаются с ПИН-кодом. Придумайте его. */
  'err.c.pinNeeded': None
  /** По вашему договору у каждого талона свой ПИН-код: выдавайте водителям по одному. */
  'err.c.pinTable': None
  /** Водителя больше нет в списке: {driver} */
  'err.c.driverGone': { driver: Text }
  /** Укажите литры хотя бы для одного водителя */
  'err.c.noLines': None
  /** За один раз не больше {max} строк. Разделите список. */
  'err.c.manyLines': { max: Text }
  /** водителя «{driver}» нет в списке */
  'err.c.lineUnknown': { driver: Text }
  /** водителей «{driver}» несколько, укажите телефон */
  'err.c.lineTwo': { driver: Text }
  /** Лимит должен быть числом литров. Введите число или оставьте поле пустым. */
  'err.card.limitNum': None
  /** Суточный лимит больше месячного. Уменьшите суточный или увеличьте месячный. */
  'err.card.limitOrder': None
  /** Договор разрешает до {max} в сутки на карту. Введите меньше или обратитесь к менеджеру. */
  'err.card.limitMax': { max: Text }
  /** Начало позже конца. Поменяйте часы местами. */
  'err.card.hours': None
  /** Не разрешено ни одно топливо. Отметьте хотя бы одно или заблокируйте карту. */
  'err.card.noFuel': None
  /** Карту заблокировал {operatorShort}: {reason}. Разблокирует менеджер, {phone}. */
  'err.card.byUs': { reason: Text; phone: Text }
  /** Команда отправлена, но АЗС ещё не подтвердила её. Обновите страницу через минуту. */
  'err.card.terminal': None
  /** ПИН уже показан. Если его не записали, сбросьте ещё раз. */
  'err.card.pinShown': None
  /** Дата не распознана. Введите её как 05.03.2026. */
  'err.date.format': None
  /** Начало периода позже конца. Поменяйте даты местами. */
  'err.date.order': None
  /** Период больше {n, plural, one {# месяца} few {# месяцев} many {# месяцев} other {# месяца}}. Сократите его или закажите файл. */
  'err.date.range': { n: number }
  /** В файл нечего выгрузить. Измените фильтры. */
  'err.export.empty': None
  /** В Excel помещается 1 048 576 строк, а выбрано больше. Сократите период. */
  'err.export.big': None
  /** Файл не собрался. Повторите, а если не поможет, сообщите поддержке номер {id}. */
  'err.export.failed': { id: Text }
  /** Счёт № {number} просрочен, цена больше не действует. Повторите заказ. */
  'err.order.expired': { number: Text }
  /** Заказ уже оплачен, отменить его нельзя. Верните талоны. */
  'err.order.paidCancel': None
  /** Заказ превышает лимит отсрочки на {amount}. Оплатите часть долга или уменьшите заказ. */
  'err.order.credit': { amount: Text }
  /** Документ ещё готовится. Он появится здесь до {date}. */
  'err.docs.notReady': { date: Text }
  /** Этого человека больше нет среди сотрудников. Вернитесь к списку. */
  'err.people.gone': None
  /** Этому человеку передать права нельзя: его доступ закрыт. Выберите другого. */
  'err.people.cannotOwn': None
  /** Выберите хотя бы одну группу */
  'err.people.groups': None
  /** Группы закрепляют только за диспетчером. Сначала измените роль. */
  'err.people.notDispatcher': None
  /** Введите имя водителя */
  'err.driver.name': None
  /** Вставьте строки или выберите файл с ними */
  'err.driver.listEmpty': None
  /** В списке больше {max} строк. Разделите его. */
  'err.driver.listLong': { max: Text }
  /** Список обрывается на незакрытой кавычке. Исправьте его и загрузите ещё раз. */
  'err.driver.listBroken': None
  /** Выберите, что сделать с картами */
  'err.driver.cards': None
  /** Введите сумму в тенге или оставьте поле пустым. */
  'err.limits.money': None
  /** Введите целое число заправок или оставьте поле пустым. */
  'err.limits.count': None
  /** Заправки считают за сутки и дольше. Выберите другой период. */
  'err.limits.countTx': None
  /** «{more}» больше, чем «{less}». Уменьшите первое или увеличьте второе. */
  'err.limits.order': { more: Text; less: Text }
  /** «{own}» больше, чем весь договор: «{contract}». Уменьшите или обратитесь к менеджеру. */
  'err.limits.contract': { own: Text; contract: Text }
  /** Все лимиты равны нулю. Чтобы карта не работала, заблокируйте её. */
  'err.limits.allZero': None
  /** «{rule}» указано дважды. Оставьте одно. */
  'err.limits.twice': { rule: Text }
  /** Запрещены все дни. Отметьте хотя бы один или заблокируйте карту. */
  'err.limits.noDays': None
  /** Введите время как 08:00 или оставьте оба поля пустыми. */
  'err.limits.time': None
  /** Отметьте хотя бы одну АЗС или область. */
  'err.limits.noPlace': None
  /** Выберите либо области, либо отдельные АЗС. */
  'err.limits.places': None
  /** Пока вы заполняли форму, лимиты изменил другой человек. Ниже то, что действует сейчас, и ваши поля. */
  'err.limits.changed': None
  /** Карта закрыта или запись в архиве: лимиты не меняются. */
  'err.limits.over': None
  /** За один раз можно изменить не больше {max, number} карт. */
  'err.limits.tooMany': { max: number }
  /** Введите название до {max, number} знаков. */
  'err.limits.name': { max: number }
  /** Профиль с таким названием уже есть. */
  'err.limits.known': None
  /** Такой карты или профиля нет. Проверьте номер или название. */
  'err.limits.noSource': None
  /** Напишите комментарий */
  'err.signs.comment': None
  /** Введите госномер */
  'err.vehicle.plate': None
  /** Автомобиль с этим госномером уже есть в списке */
  'err.vehicle.taken': None
  /** Введите объём бака в литрах, например 60 */
  'err.vehicle.tank': None
  /** Введите пробег целым числом до 2 000 000 */
  'err.vehicle.odometer': None
  /** Введите название до {max, number} символов */
  'err.group.name': { max: number }
  /** Группа с таким названием уже есть */
  'err.group.taken': None
  /** Выберите группу из списка */
  'err.group.choose': None
  /** Введите целое число от {min, number} до {max, number} */
  'err.notif.percent': { min: number; max: number }
  /** Введите сумму в тенге, например 50000 */
  'err.notif.money': None
  /** Отметьте хотя бы один день */
  'err.notif.days': None
  /** Введите время как 08:00, начало раньше конца, или оставьте оба поля пустыми */
  'err.notif.hours': None
  /** У водителя есть карты других групп. Обратитесь к руководителю компании. */
  'err.reach.driver': None
  /** У автомобиля есть карты других групп. Обратитесь к руководителю компании. */
  'err.reach.vehicle': None
  /** Введите дату */
  'err.schedule.date': None
  /** Введите время как 08:00 */
  'err.schedule.time': None
  /** Конец раньше начала. Проверьте даты. */
  'err.schedule.order': None
  /** Эти даты уже прошли. Выберите будущие. */
  'err.schedule.past': None
  /** Это не номер метки. Введите 8–20 цифр и букв A–F. */
  'err.chip.format': None
  /** Эта метка уже привязана к карте, сейчас или раньше */
  'err.chip.taken': None
  /** Введите номер своей карты */
  'err.move.to': None
  /** Это та же карта. Введите номер другой. */
  'err.move.same': None
  /** У карт разные кошельки: деньги, литры или топливо не совпадают */
  'err.move.scheme': None
  /** Карта другого договора */
  'err.move.contract': None
  /** Карта закрыта */
  'err.move.closed': None
  /** Столько на карте нет. Свободно: {amount}. */
  'err.move.notEnough': { amount: Text }
  /** Введите, сколько перевести: больше нуля */
  'err.move.amount': None
  /** Напишите, что случилось: без этого разобраться не получится */
  'err.dispute.words': None
  /** Компания */
  'company.h1': None
  /** Договоры */
  'company.contracts': None
  /** Договор № {contract} от {date} */
  'company.contract': { contract: Text; date: Text }
  /** Обслуживание приостановлено */
  'suspended.h1': None
  /** {company}: обслуживание приостановлено */
  'suspended.h': { company: Text }
  /** Данные сохранены, но пока не показываются. Чтобы узнать причину и возобновить работу, позвоните менеджеру. */
  'suspended.p': None
  /** Телефон менеджера: */
  'suspended.call': None
  /** Пополнить счёт */
  'topup.h1': None
  /** Переведите любую сумму по этим реквизитам. Деньги появятся на счёте компании, когда банк передаст выписку, обычно в течение рабочего дня. */
  'topup.lead': None
  /** Предоплата за нефтепродукты по договору № {contract} */
  'topup.purpose': { contract: Text }
  /** Платите со счёта своей компании: деньги узнаём по БИН {bin}. */
  'topup.bin': { bin: Text }
  /** Кто и что делал с кабинетом компании. Записи нельзя изменить или удалить. */
  'log.lead': None
  /** {role, select, admin {Администратор {operatorShort}} manager {Менеджер {operatorShort} по клиентам} accountant {Бухгалтер {operatorShort}} pricing {Менеджер {operatorShort} по ценам} support {Поддержка {operatorShort}} auditor {Аудитор {operatorShort}} other {{operatorShort}}} */
  'log.retailer': { role: Choice<'admin' | 'manager' | 'accountant' | 'pricing' | 'support' | 'auditor' | 'other'> }
  /** Обменять талон {number} */
  'swap.h1': { number: Text }
  /** Литры останутся прежними, цена будет сегодняшней. Этот талон закроется, вместо него появится новый с новым номером. */
  'swap.lead': None
  /** На какое топливо */
  'swap.fuel': None
  /** Доплата {amount} со счёта */
  'swap.more': { amount: Text }
  /** {amount} вернётся на счёт */
  'swap.less': { amount: Text }
  /** Без доплаты */
  'swap.none': None
  /** На это топливо сейчас не обменять. Выберите другое. */
  'swap.noPrice': None
  /** Проверьте обмен */
  'swap.check': None
  /** Был */
  'swap.from': None
  /** Станет */
  'swap.to': None
  /** Цена за литр сегодня */
  'swap.price': None
  /** Разница */
  'swap.difference': None
  /** Обменять */
  'swap.submit': None
  /** Цена изменилась. Проверьте разницу и подтвердите ещё раз. */
  'swap.changed': None
  /** На счёте не хватает {amount} для доплаты. */
  'swap.notEnough': { amount: Text }
  /** Готово: новый талон {number} */
  'swap.done': { number: Text }
  /** Продлить срок талона {number}? */
  'prolong.h1': { number: Text }
  /** По договору срок можно продлить один раз, по {date} включительно. Потом остаток вернётся на счёт. */
  'prolong.p': { date: Text }
  /** Срок продлён по {date} включительно */
  'prolong.done': { date: Text }
  /** Разблокировать талон {number}? */
  'unblock.h1': { number: Text }
  /** {n, plural, one {Разблокировать # талон?} few {Разблокировать # талона?} many {Разблокировать # талонов?} other {Разблокировать # талона?}} */
  'unblock.many': { n: number }
  /** АЗС сразу снова начнут его принимать. */
  'unblock.p': None
  /** Талон {number} разблокирован */
  'unblock.done': { number: Text }
  /** {n, plural, one {Разблокирован # талон} few {Разблокировано # талона} many {Разблокировано # талонов} other {Разблокировано # талона}} */
  'unblock.doneMany': { n: number }
  /** Забрать талон {number} у водителя? */
  'takeBack.h1': { number: Text }
  /** {n, plural, one {Забрать # талон у водителя?} few {Забрать # талона у водителей?} many {Забрать # талонов у водителей?} other {Забрать # талона у водителей?}} */
  'takeBack.many': { n: number }
  /** Ссылка, распечатка и код водителя сразу перестанут работать. Остаток вернётся в запас, его можно выдать другому. */
  'takeBack.p': None
  /** Талон {number} снова в запасе */
  'takeBack.done': { number: Text }
  /** {n, plural, one {# талон снова в запасе} few {# талона снова в запасе} many {# талонов снова в запасе} other {# талона снова в запасе}} */
  'takeBack.doneMany': { n: number }
  /** Сколько {operatorShort} должен компании: деньги на счёте, а также талоны и карты, по которым топливо ещё не отпущено. */
  'recon.lead': None
  /** Покупка талонов сальдо не меняет: деньги остаются вашими до заправки. Платежи стоят по дате банка, отпуск топлива – по дням. */
  'recon.about': None
  /** Оплачено и возвращено компании (кредит) */
  'recon.paid': None
  /** Отпущено топлива и возвращено в банк (дебет) */
  'recon.used': None
  /** Акт составляется не больше чем за год. Выберите период короче. */
  'recon.tooLong': None
  /** Отмена платёжного поручения {number} */
  'recon.paymentReversed': { number: Text }
  /** Отпуск топлива, {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} */
  'recon.delivered': { n: number }
  /** Отмена и возврат, {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} */
  'recon.takenBack': { n: number }
  /** Истёк срок, остаток {n, plural, one {# талона} few {# талонов} many {# талонов} other {# талона}} */
  'recon.forfeited': { n: number }
  /** Продано талонов, отпущено топлива и возвращено в банк (дебет) */
  'recon.usedOrSold': None
  /** По договору талоны проданы при выдаче: они стоят в дебете днём выдачи, а заправки по ним второй раз не считаются. Возвращённый остаток стоит в кредите. Платежи стоят по дате банка. */
  'recon.aboutSold': None
  /** Продажа талонов при выдаче, {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} */
  'recon.handedOver': { n: number }
  /** Возврат проданных талонов, остаток {n, plural, one {# талона} few {# талонов} many {# талонов} other {# талона}} */
  'recon.handedBack': { n: number }
  /** Обмен проданных талонов, разница в цене */
  'recon.exchanged': None
  /** Заправка {datetime} */
  'refuel.h1': { datetime: Text }
  /** Это были не мы */
  'refuel.notUs': None
  /** Заблокируйте талон или карту, если они не у вас, и сообщите нам. По телефону назовите номер операции {number}. */
  'refuel.notUs.p': { number: Text }
  /** Возвращено */
  'refuel.refunded': None
  /** АЗС была без связи, отпустила */
  'refuel.offline': None
  /** Касса */
  'refuel.terminal': None
  /** ТРК {pump} */
  'refuel.pump': { pump: Text }
  /** Кассир */
  'refuel.cashier': None
  /** Номер операции кассы */
  'refuel.operation': None
  /** Фискальный чек */
  'refuel.fiscal': None
  /** Проверить чек */
  'refuel.fiscal.check': None
  /** Фискальный признак {sign} */
  'refuel.fiscal.sign': { sign: Text }
  /** Ещё не получен от АЗС */
  'refuel.fiscal.none': None
  /** В том числе НДС {rate} */
  'refuel.vat': { rate: Text }
  /** Учтён при выдаче талона */
  'refuel.vatAtIssue': None
  /** Подозрительные заправки */
  'signs.h1': None
  /** Из-за признаков мы ничего не отклоняем: посмотрите и скажите, кто это был. */
  'signs.lead': None
  /** Подозрительные заправки по ответам */
  'signs.tabs': None
  /** Ждут ответа */
  'signs.tab.open': None
  /** Разобраны */
  'signs.tab.said': None
  /** Подозрительных заправок нет. Новые появятся здесь через минуту после заправки. */
  'signs.none.open': None
  /** Разобранных заправок пока нет */
  'signs.none.said': None
  /** Заправка */
  'signs.col.refuel': None
  /** Что не так */
  'signs.col.why': None
  /** Баллы */
  'signs.col.score': None
  /** Ответ */
  'signs.col.answer': None
  /** Заправка {datetime} */
  'signs.one.h1': { datetime: Text }
  /** Касса отказала */
  'signs.tried': None
  /** Признаки */
  'signs.reasons': None
  /** {n, plural, one {# балл} few {# балла} many {# баллов} other {# балла}} */
  'signs.points': { n: number }
  /** Это были вы? */
  'signs.ask.h': None
  /** Это были мы */
  'signs.ours': None
  /** Разобраться */
  'signs.dispute': None
  /** «Разобраться» передаёт заправку нам: мы проверим её со станцией и ответим здесь. */
  'signs.dispute.p': None
  /** Заблокировать карту */
  'signs.block': None
  /** Подозрительная заправка {datetime} */
  'signs.blockWhy': { datetime: Text }
  /** Комментарий */
  'signs.comment': None
  /** Добавить комментарий */
  'signs.comment.add': None
  /** Ответы и комментарии */
  'signs.story': None
  /** Ждёт ответа */
  'signs.s.waiting': None
  /** Это были мы */
  'signs.s.ours': None
  /** Разбираемся */
  'signs.s.dispute': None
  /** Всё в порядке */
  'signs.s.fine': None
  /** Карта заблокирована */
  'signs.s.block': None
  /** Комментарий */
  'signs.s.comment': None
  /** Клиент: {answer} */
  'signs.side.client': { answer: Text }
  /** {operatorShort}: {answer} */
  'signs.side.retailer': { answer: Text }
  /** Спасибо, отметили: это были вы. */
  'signs.done.ours': None
  /** Передали заправку нашим сотрудникам. Ответ появится здесь. */
  'signs.done.dispute': None
  /** Карта заблокирована. Кассы её больше не принимают. */
  'signs.done.block': None
  /** Комментарий добавлен */
  'signs.done.comment': None
  /** Проверки заправок */
  'signs.ofCard': None
  /** Подозрительных заправок с этой картой не было */
  'signs.ofCard.none': None
  /** Чек заправки */
  'signs.receipt': None
  /** К талону */
  'signs.toCoupon': None
  /** Чужая машина */
  'sign.wrongVehicle': None
  /** Карта в двух местах */
  'sign.pinShared': None
  /** Бывший водитель */
  'sign.exDriver': None
  /** Больше бака */
  'sign.overTank': None
  /** Не то топливо */
  'sign.wrongGrade': None
  /** Необычное место */
  'sign.oddPlace': None
  /** Необычное время */
  'sign.oddHour': None
  /** Необычный день */
  'sign.oddDay': None
  /** Большой расход */
  'sign.consumption': None
  /** Понемногу */
  'sign.underfill': None
  /** Странный пробег */
  'sign.distance': None
  /** Две подряд */
  'sign.rapid': None
  /** Подбор ПИН */
  'sign.pinTries': None
  /** На кассе назвали номер {plate}, ожидался {own} */
  'sign.r.wrongVehicle': { plate: Text; own: Text }
  /** За {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} до этого карта была в другом месте: {station}, расстояние {distance} */
  'sign.r.pinShared': { n: number; station: Text; distance: Text }
  /** Водитель в архиве: {driver} */
  'sign.r.exDriver': { driver: Text }
  /** {volume} в бак на {tank} */
  'sign.r.overTank': { volume: Text; tank: Text }
  /** {fuel}, а обычно {usual} */
  'sign.r.wrongGrade': { fuel: Text; usual: Text }
  /** {region}: за 90 дней карта здесь не заправлялась */
  'sign.r.oddPlace': { region: Text }
  /** {time}: за 90 дней карта в это время не заправлялась */
  'sign.r.oddHour': { time: Text }
  /** {weekday}: за 90 дней карта в этот день недели не заправлялась */
  'sign.r.oddDay': { weekday: Text }
  /** {used} на 100 км, обычно {usual} */
  'sign.r.consumption': { used: Text; usual: Text }
  /** {n, plural, one {# небольшая заправка} few {# небольшие заправки} many {# небольших заправок} other {# небольшой заправки}} за сутки, вместе {volume} */
  'sign.r.underfill': { n: number; volume: Text }
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} за сутки на одну сумму на одной кассе: {amount} */
  'sign.r.sameSum': { n: number; amount: Text }
  /** {distance} с прошлой заправки, обычно {usual} */
  'sign.r.distance': { distance: Text; usual: Text }
  /** Одометр меньше, чем на прошлой заправке: на {distance} */
  'sign.r.distanceBack': { distance: Text }
  /** За {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} до этого уже заправили {volume}: {station} */
  'sign.r.rapid': { n: number; volume: Text; station: Text }
  /** Неверных ПИН за час до этого: {n, number} */
  'sign.r.pinTries': { n: number }
  /** Клиент подтвердил заправку */
  'audit.suspicionOurs': None
  /** Заправку разбирают */
  'audit.suspicionDisputed': None
  /** Подозрение снято */
  'audit.suspicionFine': None
  /** Карту заблокировали из-за подозрения */
  'audit.suspicionBlock': None
  /** Комментарий к заправке */
  'audit.suspicionComment': None
  /** Изменены пороги уведомлений */
  'audit.alertsChanged': None
  /** Автомобили */
  'vehicles.h1': None
  /** Водители */
  'vehicles.tab.drivers': None
  /** Архив */
  'vehicles.tab.archive': None
  /** Госномер или марка */
  'vehicles.search': None
  /** Добавьте автомобили: касса сверит госномер, а отчёт покажет литры по каждому. */
  'vehicles.empty': None
  /** Таких автомобилей нет. Измените поиск или добавьте новый. */
  'vehicles.noMatch': None
  /** Марка и модель */
  'vehicles.make': None
  /** Например, КАМАЗ 5490 */
  'vehicles.makeHint': None
  /** Чем заправляется */
  'vehicles.fuels': None
  /** Не отмечено ничего: любое топливо */
  'vehicles.fuelsHint': None
  /** Объём бака */
  'vehicles.tank': None
  /** Пробег */
  'vehicles.odometer': None
  /** км */
  'vehicles.km': None
  /** {km} км */
  'vehicles.kmOf': { km: Text }
  /** Заметка об автомобиле */
  'vehicles.note': None
  /** Кто ездит */
  'vehicles.usedBy': None
  /** Карты автомобиля */
  'vehicles.cards': None
  /** Карт у автомобиля нет */
  'vehicles.noCards': None
  /** В этом месяце */
  'vehicles.month': None
  /** Заправки автомобиля */
  'vehicles.refuels': None
  /** Автомобиль добавлен: {plate} */
  'vehicles.added': { plate: Text }
  /** Такой автомобиль уже есть: {plate} */
  'vehicles.known': { plate: Text }
  /** Изменить данные автомобиля */
  'vehicles.edit': None
  /** Убрать в архив: {plate}? */
  'vehicles.archiveQ': { plate: Text }
  /** История и отчёты сохранятся. Вернуть из архива можно в любой момент. */
  'vehicles.archiveP': None
  /** {n, plural, one {# карта останется} few {# карты останутся} many {# карт останутся} other {# карты останутся}} без автомобиля: касса перестанет сверять госномер. */
  'vehicles.archiveCards': { n: number }
  /** Лимиты автомобиля перестанут действовать на эти карты. */
  'vehicles.archiveLimits': None
  /** Автомобиль в архиве: карты на него не оформляются. */
  'vehicles.archived': None
  /** В архиве: {plate} */
  'vehicles.archivedDone': { plate: Text }
  /** Снова в списке: {plate} */
  'vehicles.restored': { plate: Text }
  /** Автомобиль {plate} */
  'vehicles.filter': { plate: Text }
  /** Расход */
  'vehicles.usage': None
  /** От одного показания пробега до следующего, если оба раза бак залит полностью. */
  'vehicles.usageP': None
  /** Касса ещё не сообщала пробег этого автомобиля. */
  'vehicles.usageNone': None
  /** Первое показание */
  'vehicles.usageFirst': None
  /** Рядом ошибочное показание */
  'vehicles.usageDoubt': None
  /** Пройдено */
  'vehicles.distance': None
  /** Загрузить автомобили из Excel */
  'vehicles.import': None
  /** До {max} строк: госномер, марка, топливо, объём бака, пробег, заметка. Обязателен только госномер. */
  'vehicles.importLead': { max: Text }
  /** Например: 123 ABC 02; КАМАЗ 5490; ДТ; 400 */
  'vehicles.pasteHint': None
  /** {n, plural, one {Добавить # автомобиль} few {Добавить # автомобиля} many {Добавить # автомобилей} other {Добавить # автомобиля}} */
  'vehicles.importSubmit': { n: number }
  /** {n, plural, one {Добавлен # автомобиль} few {Добавлено # автомобиля} many {Добавлено # автомобилей} other {Добавлено # автомобиля}} */
  'vehicles.imported': { n: number }
  /** Группы карт */
  'groups.h1': None
  /** Группа «{name}» */
  'groups.filter': { name: Text }
  /** Группа */
  'groups.group': None
  /** Все группы */
  'groups.all': None
  /** Без группы */
  'groups.none': None
  /** Название группы */
  'groups.name': None
  /** Например, Тягачи или Филиал Шымкент */
  'groups.nameHint': None
  /** Создать группу */
  'groups.add': None
  /** Карты одной группы делят общий лимит, и за группу может отвечать свой диспетчер. */
  'groups.lead': None
  /** Групп пока нет. */
  'groups.empty': None
  /** В архиве пусто. */
  'groups.emptyArchive': None
  /** Действуют */
  'groups.tab.active': None
  /** Архив */
  'groups.tab.archive': None
  /** Группа «{name}» создана */
  'groups.added': { name: Text }
  /** Такая группа уже есть: «{name}» */
  'groups.known': { name: Text }
  /** Переименовать */
  'groups.rename': None
  /** Переименовать группу «{name}» */
  'groups.renameH1': { name: Text }
  /** Группа называется «{name}» */
  'groups.renamed': { name: Text }
  /** Убрать в архив группу «{name}»? */
  'groups.archiveQ': { name: Text }
  /** История и отчёты сохранятся. Группу можно вернуть из архива, но карты в неё придётся собрать заново. */
  'groups.archiveP': None
  /** {n, plural, one {# карта останется} few {# карты останутся} many {# карт останутся} other {# карты останутся}} без группы: общий лимит группы перестанет на них действовать. */
  'groups.archiveCards': { n: number }
  /** Диспетчеры, которые отвечают только за эту группу, не увидят ни одной карты: {names}. */
  'groups.archiveBound': { names: Text }
  /** Группа в архиве. */
  'groups.archived': None
  /** В архиве: {name} */
  'groups.archivedDone': { name: Text }
  /** Снова в списке: {name} */
  'groups.restored': { name: Text }
  /** Заправлено в этом месяце */
  'groups.month': None
  /** В этом месяце заправок не было */
  'groups.noRefuels': None
  /** Карты группы */
  'groups.cards': None
  /** В группе нет карт. Отметьте карты в списке и добавьте их в группу. */
  'groups.noCards': None
  /** Общий лимит группы */
  'groups.limits': None
  /** Заправки группы */
  'groups.refuels': None
  /** В группу */
  'groups.put': None
  /** В какую группу перенести карту {card}? */
  'groups.putH1': { card: Text }
  /** В какую группу перенести {n, plural, one {# карту} few {# карты} many {# карт} other {# карты}}? */
  'groups.putMany': { n: number }
  /** Лимит прежней группы перестанет действовать, новой начнёт действовать сразу. */
  'groups.putP': None
  /** Перенести */
  'groups.putSubmit': None
  /** Карта {card} перенесена. */
  'groups.putDone': { card: Text }
  /** Перенесено карт: {n}. */
  'groups.putDoneMany': { n: Text }
  /** Сейчас в группе */
  'groups.now': None
  /** Диспетчеры группы */
  'groups.dispatchers': None
  /** Израсходовано {percent} лимита: {used} из {value} */
  'alert.limitUsed': { percent: Text; used: Text; value: Text }
  /** Лимит превышен, заправку не остановили: {volume} */
  'alert.limitFlag': { volume: Text }
  /** Заправка в нерабочее время: {volume} */
  'alert.offHours': { volume: Text }
  /** Две заправки подряд: {before} и {volume}, между ними {n, plural, one {# минута} few {# минуты} many {# минут} other {# минуты}} */
  'alert.rapid': { before: Text; volume: Text; n: number }
  /** Крупная заправка: {volume} */
  'alert.bigRefuel': { volume: Text }
  /** Неверный ПИН, осталось попыток: {n, number} */
  'alert.pinWrong': { n: number }
  /** Карта заблокирована: ПИН трижды неверный */
  'alert.pinLocked': None
  /** Подозрительная заправка: {signs} */
  'alert.signs': { signs: Text }
  /** На счёте {amount}, это меньше {mark} */
  'alert.lowBalance': { amount: Text; mark: Text }
  /** До {date} нужно использовать {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}: {volume} */
  'alert.couponsEnding': { date: Text; n: number; volume: Text }
  /** Карта действует до {date} */
  'alert.cardEnding': { date: Text }
  /** Поступил платёж: {amount} */
  'alert.payment': { amount: Text }
  /** Готов отчёт за месяц: {month} */
  'alert.report': { month: Text }
  /** Изменились цены: {prices} */
  'alert.price': { prices: Text }
  /** Возвращено топливо: {volume} */
  'alert.refund': { volume: Text }
  /** Ответ на обращение по заправке: отклонено */
  'alert.dispute.declined': None
  /** Ответ на обращение по заправке: принято, возврат на согласовании */
  'alert.dispute.accepted': None
  /** Карта действует до {date}: заказана новая */
  'alert.cardRenewed.plastic': { date: Text }
  /** Карта действует до {date}: новый номер уже работает */
  'alert.cardRenewed.virtual': { date: Text }
  /** Кредит по договору {contract} */
  'credit.h': { contract: Text }
  /** Кредит */
  'credit.terms': None
  /** Без кредита */
  'credit.none': None
  /** Долг */
  'credit.owed': None
  /** Обещано колонкам */
  'credit.held': None
  /** Ещё доступно */
  'credit.left': None
  /** Оплатить до */
  'credit.due': None
  /** Срок прошёл */
  'credit.overdue': None
  /** До какого дня водитель может заправиться по талону {number}? */
  'until.h1': { number: Text }
  /** Ссылка, код и распечатка водителя остаются прежними. Когда день пройдёт, АЗС откажет, а через три дня талон вернётся в запас. */
  'until.p': None
  /** День выдачи изменён */
  'until.done': None
  /** Что случилось */
  'dispute.words': None
  /** Например: машина в этот день была в ремонте, водитель в отпуске. */
  'dispute.wordsHint': None
  /** Сообщить: это были не мы */
  'dispute.send': None
  /** Обращение принято. Ответ появится здесь и в уведомлениях. */
  'dispute.sent': None
  /** Кто и когда сообщил */
  'dispute.asked': None
  /** Ответ */
  'dispute.answer': None
  /** Когда ответили */
  'dispute.answered': None
  /** Ограничение отпуска: не больше {volume} в сутки на один талон или карту ({fuel}) */
  'ration.cap': { volume: Text; fuel: Text }
  /** любое топливо */
  'ration.allFuels': None
  /** Действует до {until}. */
  'ration.until': { until: Text }
  /** Начнётся {from}, закончится {until}. */
  'ration.ahead': { from: Text; until: Text }
  /** Только на АЗС: {stations}. */
  'ration.stations': { stations: Text }
  /** Только на АЗС: {stations} и ещё {n}. */
  'ration.stationsMore': { stations: Text; n: Text }
  /** Причина: {reason} */
  'ration.reason': { reason: Text }

  // common
  /** Личный кабинет */
  'term.cabinet': None
  /** талон */
  'term.coupon': None
  /** электронный талон */
  'term.ecoupon': None
  /** топливная карта */
  'term.fuelCard': None
  /** топливо */
  'term.fuel': None
  /** АЗС */
  'term.station': None
  /** автозаправочная станция */
  'term.stationFull': None
  /** заправка */
  'term.refuel': None
  /** водитель */
  'term.driver': None
  /** автомобиль */
  'term.vehicle': None
  /** госномер */
  'term.plate': None
  /** учётная запись */
  'term.account': None
  /** пароль */
  'term.password': None
  /** электронная почта */
  'term.email': None
  /** приглашение */
  'term.invitation': None
  /** заявка */
  'term.request': None
  /** заказ */
  'term.order': None
  /** счёт на оплату */
  'term.invoice': None
  /** электронный счёт-фактура (ЭСФ) */
  'term.einvoice': None
  /** накладная */
  'term.waybill': None
  /** акт сверки */
  'term.reconciliation': None
  /** договор */
  'term.contract': None
  /** баланс */
  'term.balance': None
  /** остаток */
  'term.remainder': None
  /** лимит */
  'term.limit': None
  /** номинал */
  'term.denomination': None
  /** срок действия */
  'term.validity': None
  /** блокировка */
  'term.block': None
  /** погашение талона */
  'term.redeem': None
  /** возврат */
  'term.return': None
  /** БИН */
  'term.bin': None
  /** ИИН */
  'term.iin': None
  /** ИИК (номер счёта) */
  'term.iban': None
  /** БИК */
  'term.bic': None
  /** Кбе */
  'term.kbe': None
  /** КНП */
  'term.knp': None
  /** НДС */
  'term.vat': None
  /** роль */
  'term.role': None
  /** сеанс */
  'term.session': None
  /** устройство */
  'term.device': None
  /** вход с кодом подтверждения */
  'term.twofa': None
  /** ключ доступа (passkey) */
  'term.passkey': None
  /** резервные коды */
  'term.backupCodes': None
  /** журнал действий */
  'term.audit': None
  /** смена */
  'term.shift': None
  /** {n, plural, one {# литр} few {# литра} many {# литров} other {# литра}} */
  'unit.litre': { n: number }
  /** {n, number} л */
  'unit.litreShort': { n: number }
  /** за литр */
  'unit.perLitre': None
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} */
  'unit.coupon': { n: number }
  /** {n, plural, one {# карта} few {# карты} many {# карт} other {# карты}} */
  'unit.card': { n: number }
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} */
  'unit.refuel': { n: number }
  /** {n, plural, one {# водитель} few {# водителя} many {# водителей} other {# водителя}} */
  'unit.driver': { n: number }
  /** {n, plural, one {# автомобиль} few {# автомобиля} many {# автомобилей} other {# автомобиля}} */
  'unit.vehicle': { n: number }
  /** {n, plural, one {# сотрудник} few {# сотрудника} many {# сотрудников} other {# сотрудника}} */
  'unit.person': { n: number }
  /** {n, plural, one {# заказ} few {# заказа} many {# заказов} other {# заказа}} */
  'unit.order': { n: number }
  /** {n, plural, one {# счёт} few {# счёта} many {# счетов} other {# счёта}} */
  'unit.invoice': { n: number }
  /** {n, plural, one {# платёж} few {# платежа} many {# платежей} other {# платежа}} */
  'unit.payment': { n: number }
  /** {n, plural, one {# АЗС} few {# АЗС} many {# АЗС} other {# АЗС}} */
  'unit.station': { n: number }
  /** {n, plural, one {# приглашение} few {# приглашения} many {# приглашений} other {# приглашения}} */
  'unit.invitation': { n: number }
  /** {n, plural, one {# клиент} few {# клиента} many {# клиентов} other {# клиента}} */
  'unit.client': { n: number }
  /** {n, plural, one {# сеанс} few {# сеанса} many {# сеансов} other {# сеанса}} */
  'unit.session': { n: number }
  /** {n, plural, one {# резервный код} few {# резервных кода} many {# резервных кодов} other {# резервного кода}} */
  'unit.backupCode': { n: number }
  /** {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}} */
  'unit.row': { n: number }
  /** {n, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}} */
  'unit.error': { n: number }
  /** {n, plural, one {# символ} few {# символа} many {# символов} other {# символа}} */
  'unit.character': { n: number }
  /** {n, plural, one {# попытка} few {# попытки} many {# попыток} other {# попытки}} */
  'unit.attempt': { n: number }
  /** {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'unit.day': { n: number }
  /** {n, plural, one {# час} few {# часа} many {# часов} other {# часа}} */
  'unit.hour': { n: number }
  /** {n, plural, one {# минута} few {# минуты} many {# минут} other {# минуты}} */
  'unit.minute': { n: number }
  /** {n, plural, one {через # минуту} few {через # минуты} many {через # минут} other {через # минуты}} */
  'unit.inMinutes': { n: number }
  /** {n, plural, one {# месяц} few {# месяца} many {# месяцев} other {# месяца}} */
  'unit.month': { n: number }
  /** {n} км */
  'unit.km': { n: Text }
  /** {n, plural, =0 {истекает сегодня} one {остался # день} few {осталось # дня} many {осталось # дней} other {осталось # дня}} */
  'left.days': { n: number }
  /** {n, plural, =0 {Ничего не выбрано} one {Выбран # талон} few {Выбрано # талона} many {Выбрано # талонов} other {Выбрано # талона}} */
  'sel.coupons': { n: number }
  /** {n, plural, =0 {Ничего не выбрано} one {Выбрана # карта} few {Выбрано # карты} many {Выбрано # карт} other {Выбрано # карты}} */
  'sel.cards': { n: number }
  /** {n, plural, =0 {Ничего не найдено} one {Найдена # запись} few {Найдено # записи} many {Найдено # записей} other {Найдено # записи}} */
  'found.rows': { n: number }
  /** Обновлено: {datetime} */
  'ago.updated': { datetime: Text }
  /** сегодня */
  'date.today': None
  /** вчера */
  'date.yesterday': None
  /** завтра */
  'date.tomorrow': None
  /** эта неделя */
  'date.thisWeek': None
  /** этот месяц */
  'date.thisMonth': None
  /** прошлый месяц */
  'date.lastMonth': None
  /** квартал */
  'date.quarter': None
  /** год */
  'date.year': None
  /** другой период */
  'date.custom': None
  /** С даты */
  'date.from': None
  /** По дату включительно */
  'date.to': None
  /** Например, 05.03.2026 */
  'date.hint': None
  /** Время Казахстана (UTC+5) */
  'date.zone': None
  /** с НДС {rate} */
  'price.withVat': { rate: Text }
  /** в том числе НДС {amount} */
  'price.vatOf': { amount: Text }
  /** АИ-92 */
  'fuel.ai92': None
  /** АИ-95 */
  'fuel.ai95': None
  /** АИ-98 */
  'fuel.ai98': None
  /** ДТ летнее */
  'fuel.dts': None
  /** ДТ межсезонное */
  'fuel.dtm': None
  /** ДТ зимнее */
  'fuel.dtw': None
  /** Газ (СУГ) */
  'fuel.lpg': None
  /** Любое топливо */
  'fuel.any': None
  /** АИ-100 */
  'fuel.ai100': None
  /** ДТ */
  'fuel.dt': None
  /** {brand} */
  'brand': None
  /** Личный кабинет */
  'product': None
  /** Личный кабинет по картам и электронным талонам */
  'product.long': None
  /** {page} – Личный кабинет {brand} */
  'title.pattern': { page: Text }
  /** Ошибка: {title} */
  'title.error': { title: Text }
  /** Язык */
  'lang.label': None
  /** Русский */
  'lang.ru': None
  /** Қазақша */
  'lang.kk': None
  /** English */
  'lang.en': None
  /** Вход */
  'guest.login': None
  /** Регистрация */
  'guest.register': None
  /** Забыли свой пароль? */
  'guest.forgot': None
  /** Подтвердить повторную отправку инструкции */
  'guest.resend': None
  /** АЗС и цены */
  'guest.stations': None
  /** Помощь */
  'guest.help': None
  /** Главная */
  'nav.home': None
  /** Талоны */
  'nav.coupons': None
  /** Топливные карты */
  'nav.cards': None
  /** Заправки */
  'nav.refuels': None
  /** Заказы и счета */
  'nav.orders': None
  /** Документы */
  'nav.documents': None
  /** Отчёты */
  'nav.reports': None
  /** Водители и автомобили */
  'nav.drivers': None
  /** Сотрудники и роли */
  'nav.people': None
  /** АЗС и цены */
  'nav.stations': None
  /** Уведомления */
  'nav.notifications': None
  /** Безопасность */
  'nav.security': None
  /** Мой профиль */
  'nav.profile': None
  /** Компания */
  'nav.company': None
  /** Настройки */
  'nav.settings': None
  /** Помощь */
  'nav.help': None
  /** Ещё */
  'nav.more': None
  /** Меню */
  'nav.menu': None
  /** Выйти */
  'nav.logout': None
  /** Подозрения */
  'nav.signs': None
  /** Главная */
  'tab.home': None
  /** Талоны */
  'tab.coupons': None
  /** Карты */
  'tab.cards': None
  /** Заправки */
  'tab.refuels': None
  /** Ещё */
  'tab.more': None
  /** Сегодня */
  'office.nav.today': None
  /** Клиенты и договоры */
  'office.nav.clients': None
  /** Приглашения */
  'office.nav.invitations': None
  /** Заявки на регистрацию */
  'office.nav.requests': None
  /** Заказы */
  'office.nav.orders': None
  /** Поступления */
  'office.nav.payments': None
  /** Талоны */
  'office.nav.coupons': None
  /** Топливные карты */
  'office.nav.cards': None
  /** Заправки */
  'office.nav.refuels': None
  /** Цены */
  'office.nav.prices': None
  /** АЗС */
  'office.nav.stations': None
  /** Сотрудники */
  'office.nav.staff': None
  /** Отправленные письма */
  'office.nav.mail': None
  /** Журнал действий */
  'office.nav.audit': None
  /** Погасить талон */
  'pos.nav.scan': None
  /** Моя смена */
  'pos.nav.shift': None
  /** Продолжить */
  'act.continue': None
  /** Назад */
  'act.back': None
  /** Сохранить */
  'act.save': None
  /** Отмена */
  'act.cancel': None
  /** Закрыть */
  'act.close': None
  /** Изменить */
  'act.change': None
  /** Удалить */
  'act.delete': None
  /** Добавить */
  'act.add': None
  /** Подтвердить */
  'act.confirm': None
  /** Отправить */
  'act.send': None
  /** Отправить ещё раз */
  'act.resend': None
  /** Скачать */
  'act.download': None
  /** Распечатать */
  'act.print': None
  /** Скопировать */
  'act.copy': None
  /** Скопировано */
  'act.copied': None
  /** Поделиться */
  'act.share': None
  /** Найти */
  'act.search': None
  /** Фильтры */
  'act.filter': None
  /** Показать */
  'act.apply': None
  /** Сбросить фильтры */
  'act.reset': None
  /** Показать */
  'act.show': None
  /** Скрыть */
  'act.hide': None
  /** Подробнее */
  'act.more': None
  /** Повторить */
  'act.retry': None
  /** Обновить */
  'act.refresh': None
  /** Выбрать все */
  'act.selectAll': None
  /** На главную */
  'act.goHome': None
  /** Готово */
  'act.done': None
  /** Да */
  'act.yes': None
  /** Нет */
  'act.no': None
  /** {label} (необязательно) */
  'common.optional': { label: Text }
  /** Не указано */
  'common.notSet': None
  /** Итого */
  'common.total': None
  /** Все */
  'common.all': None
  /** Нет */
  'common.none': None
  /** Шаг {n} из {total} */
  'common.stepOf': { n: Text; total: Text }
  /** Страница {n} из {total} */
  'common.pageOf': { n: Text; total: Text }
  /** Предыдущая страница */
  'common.prev': None
  /** Следующая страница */
  'common.next': None
  /** По возрастанию */
  'common.sortAsc': None
  /** По убыванию */
  'common.sortDesc': None
  /** Загружаем… */
  'common.loading': None
  /** Загрузка идёт дольше обычного. Страницу можно не закрывать. */
  'common.slow': None
  /** Если письма нет, проверьте папки «Спам» и «Нежелательная почта». */
  'common.spamHint': None
  /** Обычно письмо приходит за одну-две минуты. */
  'common.mailEta': None
  /** Поддержка: {phone}, {email} */
  'common.support': { phone: Text; email: Text }
  /** Ваш менеджер: {name}, {phone} */
  'common.manager': { name: Text; phone: Text }
  /** Изменения не сохранены. Уйти со страницы? */
  'common.unsaved': None
  /** Изменения сохранены */
  'common.saved': None
  /** По состоянию на {datetime} */
  'common.asOf': { datetime: Text }
  /** Перейти к содержанию */
  'common.skip': None
  /** Обработка персональных данных */
  'common.privacy': None
  /** Условия использования */
  'common.terms': None
  /** © {year} {operator} */
  'common.rights': { year: Text }
  /** С */
  'common.from': None
  /** По */
  'common.to': None
  /** Добавить на экран телефона */
  'pwa.install': None
  /** Нажмите «Поделиться», затем «На экран „Домой“». */
  'pwa.installIos': None
  /** Нет интернета. Показаны данные на {datetime}. */
  'pwa.offlineBar': { datetime: Text }
  /** Соединение восстановлено */
  'pwa.backOnline': None
  /** Оформление */
  'theme.label': None
  /** Как в системе */
  'theme.auto': None
  /** Светлое */
  'theme.light': None
  /** Тёмное */
  'theme.dark': None
  /** Исправьте {n, plural, one {# ошибку} few {# ошибки} many {# ошибок} other {# ошибки}} на странице */
  'errsum.title': { n: number }
  /** Ошибка: */
  'errsum.prefix': None
  /** Основное меню */
  'a11y.nav.main': None
  /** Меню учётной записи */
  'a11y.nav.account': None
  /** Путь по разделам */
  'a11y.nav.crumbs': None
  /** Страницы списка */
  'a11y.pages': None
  /** Язык: {language}, изменить */
  'a11y.lang': { language: Text }
  /** {n, plural, =0 {Новых уведомлений нет} one {# новое уведомление} few {# новых уведомления} many {# новых уведомлений} other {# нового уведомления}} */
  'a11y.unread': { n: number }
  /** QR-код талона {number}, {volume} {fuel} */
  'a11y.qr': { number: Text; volume: Text; fuel: Text }
  /** Код талона, по цифрам: {digits} */
  'a11y.code': { digits: Text }
  /** Скопировать код талона {number} */
  'a11y.copyCode': { number: Text }
  /** Выбрать талон {number} */
  'a11y.selectRow': { number: Text }
  /** Действия с талоном {number} */
  'a11y.rowMenu': { number: Text }
  /** Сортировать: {column} */
  'a11y.sort': { column: Text }
  /** Изменить: {field} */
  'a11y.changeField': { field: Text }
  /** Израсходовано {percent} лимита */
  'a11y.progress': { percent: Text }
  /** Расход по месяцам, данные в таблице ниже */
  'a11y.chart': None
  /** (откроется в новой вкладке) */
  'a11y.newWindow': None
  /** {name}, {format}, {size} */
  'a11y.file': { name: Text; format: Text; size: Text }
  /** Идёт отправка */
  'a11y.busy': None
  /** Список обновлён: {n, plural, one {# запись} few {# записи} many {# записей} other {# записи}} */
  'a11y.results': { n: number }
  /** Изображение с камеры */
  'a11y.cam': None
  /** {amount} тенге */
  'a11y.money': { amount: Text }
  /** Поддержка: */
  'ui.support': None
  /** Вы ещё здесь? */
  'ui.idle.title': None
  /** Действий давно не было, поэтому сеанс скоро завершится. */
  'ui.idle.body': None
  /** Осталось {time} */
  'ui.idle.left': { time: Text }
  /** Остаться */
  'ui.idle.stay': None
  /** Отправить ещё раз можно через {time} */
  'ui.wait': { time: Text }
  /** Убрать фильтр: {filter} */
  'ui.filter.remove': { filter: Text }
  /** Быстрое меню */
  'ui.nav.quick': None
  /** Бэк-офис */
  'ui.office': None
  /** Сменить компанию */
  'ui.company.change': None
  /** Страница не найдена */
  'ui.missing': None
  /** Нет доступа */
  'ui.forbidden': None
  /** Форма не принята */
  'ui.notAccepted': None
  /** Отправлено больше данных, чем принимает эта страница. Сократите текст или файл и отправьте ещё раз. */
  'ui.tooLarge': None
  /** Данные пришли в виде, который нельзя прочитать. Вернитесь на страницу и отправьте форму ещё раз. */
  'ui.unreadable': None
  /** Слишком много запросов */
  'ui.tooMany': None
  /** Сейчас много входов */
  'ui.busy': None
  /** Ничего не произошло и попытка не потрачена. Повторите через несколько секунд. */
  'ui.busyBody': None
  /** Что-то сломалось */
  'ui.broken': None
  /** Люди */
  'ui.tab.people': None
  /** Защита */
  'ui.tab.security': None
  /** Заказы */
  'ui.tab.orders': None
  /** Журнал */
  'ui.tab.log': None

  // driver
  /** Талон на топливо: {volume} {fuel} */
  'pub.title': { volume: Text; fuel: Text }
  /** Покажите этот QR-код кассиру на АЗС */
  'pub.show': None
  /** Или назовите код */
  'pub.orCode': None
  /** Действует по {date} включительно */
  'pub.valid': { date: Text }
  /** Осталось {volume} из {total} */
  'pub.left': { volume: Text; total: Text }
  /** Только для автомобиля {plate} */
  'pub.plate': { plate: Text }
  /** Выдал: {company} */
  'pub.from': { company: Text }
  /** Комментарий: {text} */
  'pub.note': { text: Text }
  /** Где заправиться */
  'pub.stations': None
  /** Сейчас ни одна АЗС с этим топливом не принимает этот талон. Позвоните в поддержку. */
  'pub.stations.none': None
  /** Сохранить картинкой */
  'pub.save': None
  /** Распечатать */
  'pub.print': None
  /** Сделайте экран ярче, чтобы сканер прочитал код */
  'pub.bright': None
  /** Нет интернета: код всё равно можно показать */
  'pub.offline': None
  /** Не пересылайте ссылку: кто первый покажет код, тот и заправится. */
  'pub.safe': None
  /** Талон использован {datetime}, {station} */
  'pub.state.used': { datetime: Text; station: Text }
  /** Талон заблокирован. Спросите у того, кто его выдал. */
  'pub.state.blocked': None
  /** Срок талона истёк {date}. Попросите новый. */
  'pub.state.expired': { date: Text }
  /** Ссылка заменена. Откройте новую, её должны были прислать. */
  'pub.state.replaced': None
  /** Такого талона нет. Проверьте, что ссылка скопирована целиком. */
  'pub.state.notFound': None
  /** Талон больше не действует. Спросите у того, кто его выдал. */
  'pub.state.closed': None
  /** Талон был выдан вам до {date}. Попросите продлить. */
  'pub.state.givenUntil': { date: Text }
  /** {n, plural, one {Для вас # талон} few {Для вас # талона} many {Для вас # талонов} other {Для вас # талона}} */
  'pub.list': { n: number }
  /** Талон не найден */
  'pub.notFound.h1': None
  /** {brand}: талон {fuel}, {volume}, действует по {date}. Код {code}. Покажите QR на АЗС: {url} */
  'wa.coupon': { fuel: Text; volume: Text; date: Text; code: Text; url: Text }
  /** {brand}: {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} для вас: {url} */
  'wa.coupons': { n: number; url: Text }
  /** Талон {brand} */
  'share.title': None
  /** Талон на топливо {brand} */
  'og.title': None
  /** Откройте, чтобы показать QR-код на АЗС */
  'og.description': None
  /** Талоны {brand}, {company}, {date} */
  'sheet.title': { company: Text; date: Text }
  /** Вопросы по талону: {phone} */
  'sheet.help': { phone: Text }
  /** Получил */
  'sheet.receiver': None
  /** Подпись */
  'sheet.sign': None

  // mail
  /** Petro Retail coupons */
  'mail.from': None
  /** {brand}, Личный кабинет */
  'mail.fromOwn': None
  /** Здравствуйте, {name}! */
  'mail.hello': { name: Text }
  /** Здравствуйте! */
  'mail.helloNoName': None
  /** Здравствуйте {email} */
  'mail.helloAddress': { email: Text }
  /** Если кнопка не работает, скопируйте ссылку в адресную строку браузера: */
  'mail.linkBelow': None
  /** Ссылка действует до {datetime} и срабатывает один раз. */
  'mail.once': { datetime: Text }
  /** Письмо отправлено автоматически. На него можно ответить: ответ придёт в поддержку. */
  'mail.auto': None
  /** Вы получили это письмо, потому что адрес {email} указан в Личном кабинете {brand}. */
  'mail.why': { email: Text }
  /** Настроить уведомления: {url} */
  'mail.settings': { url: Text }
  /** Если это сделали не вы, сразу измените пароль и сообщите в поддержку: {phone}. */
  'mail.notYou': { phone: Text }
  /** Мы никогда не спрашиваем пароль, ПИН и коды из приложения. */
  'mail.never': None
  /** Когда: {datetime}. Устройство: {device}. Место (примерно): {place}. Адрес: {ip}. */
  'mail.details': { datetime: Text; device: Text; place: Text; ip: Text }
  /** {operator}, {address}. Поддержка: {phone} */
  'mail.footer': { address: Text; phone: Text }
  /** Приглашение в Личный кабинет {brand} */
  'mail.invite.subject': None
  /** Инструкции пригласительного */
  'mail.invite.subjectSeed': None
  /** Примите приглашение и установите пароль */
  'mail.invite.pre': None
  /** {operator} пригласил вас в {url}, вы можете принять приглашение по ссылке ниже. */
  'mail.invite.p1': { url: Text }
  /** Компания: {company}. Договор № {contract}. Ваша роль: {role}. */
  'mail.invite.p2': { company: Text; contract: Text; role: Text }
  /** Принять приглашение */
  'mail.invite.button': None
  /** Если вы не хотите принимать приглашение, проигнорируйте это письмо. Ваша учётная запись не будет создана до тех пор, пока вы не пройдёте по вышеуказанной ссылке и не установите пароль. */
  'mail.invite.ignore': None
  /** Компания: {company}. Ваша роль: {role}. */
  'mail.invite.p2NoContract': { company: Text; role: Text }
  /** Приглашение ждёт вас ещё {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'mail.remind.subject': { n: number }
  /** После {date} понадобится новое приглашение */
  'mail.remind.pre': { date: Text }
  /** Вас пригласили в Личный кабинет компании {company}, но пароль ещё не установлен. */
  'mail.remind.p1': { company: Text }
  /** Приглашение действует до {date}. Потом попросите отправить новое. */
  'mail.remind.p2': { date: Text }
  /** Принять приглашение */
  'mail.remind.button': None
  /** Изменение пароля в Личном кабинете */
  'mail.reset.subject': None
  /** Ссылка для нового пароля внутри */
  'mail.reset.pre': None
  /** Вы (или кто-то другой) попросили новый пароль для {email}. */
  'mail.reset.p1': { email: Text }
  /** Пройдите по ссылке, введите новый пароль (не менее {n, plural, one {# символа} few {# символов} many {# символов} other {# символа}}) и подтвердите его. */
  'mail.reset.p2': { n: number }
  /** Изменить пароль */
  'mail.reset.button': None
  /** Если вы не просили новый пароль, ничего не делайте: прежний пароль останется. */
  'mail.reset.ignore': None
  /** Пароль изменён */
  'mail.pwChanged.subject': None
  /** Если это были не вы, действуйте сразу */
  'mail.pwChanged.pre': None
  /** Пароль учётной записи {email} изменён. Сеансы на других устройствах завершены. */
  'mail.pwChanged.p1': { email: Text }
  /** Это не я */
  'mail.pwChanged.button': None
  /** Вход в Личный кабинет заблокирован */
  'mail.locked.subject': None
  /** Пароль введён неверно более 3 раз */
  'mail.locked.pre': None
  /** Для {email} пароль введён неверно более 3 раз, поэтому вход заблокирован. */
  'mail.locked.p1': { email: Text }
  /** Чтобы войти, нажмите «Забыли свой пароль?» на странице входа и задайте новый пароль. Или сразу перейдите по ссылке ниже. */
  'mail.locked.p2': None
  /** Изменить пароль */
  'mail.locked.button': None
  /** Если пароль вводили не вы, сообщите в поддержку: {phone}. */
  'mail.locked.notYou': { phone: Text }
  /** Новый вход в Личный кабинет */
  'mail.newLogin.subject': None
  /** {device}, {place} */
  'mail.newLogin.pre': { device: Text; place: Text }
  /** В вашу учётную запись вошли с нового устройства. */
  'mail.newLogin.p1': None
  /** Если это вы, ничего делать не нужно. */
  'mail.newLogin.ok': None
  /** Проверить сеансы */
  'mail.newLogin.button': None
  /** {state, select, on {Вход с кодом включён} off {Вход с кодом выключен} other {Изменён вход с кодом}} */
  'mail.twofa.subject': { state: Choice<'on' | 'off' | 'other'> }
  /** Изменение сделано для учётной записи {email}. */
  'mail.twofa.p1': { email: Text }
  /** Добавлен ключ доступа «{key}» */
  'mail.passkey.subject': { key: Text }
  /** С этим ключом в Личный кабинет можно войти без пароля. */
  'mail.passkey.p1': None
  /** Подтвердите адрес электронной почты */
  'mail.confirm.subject': None
  /** Один шаг, чтобы мы приняли вашу заявку */
  'mail.confirm.pre': None
  /** Этот адрес указан в заявке на регистрацию № {number}. Подтвердите, что он ваш. */
  'mail.confirm.p1': { number: Text }
  /** Подтвердить адрес */
  'mail.confirm.button': None
  /** Если заявку оставили не вы, не переходите по ссылке. */
  'mail.confirm.ignore': None
  /** Подтвердите новый адрес для входа */
  'mail.emailNew.subject': None
  /** Для входа в Личный кабинет вместо {old} будет использоваться {new}. */
  'mail.emailNew.p1': { old: Text; new: Text }
  /** Подтвердить новый адрес */
  'mail.emailNew.button': None
  /** Подтвердите, что этот адрес ваш */
  'mail.emailNew.pre': None
  /** Если вы не меняли адрес для входа, не переходите по ссылке. */
  'mail.emailNew.ignore': None
  /** Запрошена смена адреса для входа */
  'mail.emailOld.subject': None
  /** Адрес для входа меняют с {old} на {new}. До подтверждения работает прежний адрес. */
  'mail.emailOld.p1': { old: Text; new: Text }
  /** Отменить смену адреса */
  'mail.emailOld.button': None
  /** До подтверждения работает прежний адрес */
  'mail.emailOld.pre': None
  /** Если адрес меняете вы, подтвердите это по ссылке ниже. */
  'mail.emailOld.p2': None
  /** Подтвердить смену адреса */
  'mail.emailOld.approve': None
  /** Если адрес меняете не вы, отмените смену и сразу задайте новый пароль. */
  'mail.emailOld.p3': None
  /** Заявка № {number} одобрена */
  'mail.reqOk.subject': { number: Text }
  /** Приглашение в Личный кабинет отправлено отдельным письмом. */
  'mail.reqOk.p1': None
  /** Договор подключён, можно входить */
  'mail.reqOk.pre': None
  /** Договор компании {company} подключён к вашей учётной записи. Войдите с адресом и паролем, которые вы указали при регистрации. */
  'mail.reqOk.p2': { company: Text }
  /** Ответ по заявке № {number} */
  'mail.reqNo.subject': { number: Text }
  /** Пока не можем открыть доступ. Причина: {reason}. */
  'mail.reqNo.p1': { reason: Text }
  /** Что сделать: исправьте данные и отправьте новую заявку или позвоните менеджеру, {phone}. */
  'mail.reqNo.p2': { phone: Text }
  /** Причина и что можно сделать */
  'mail.reqNo.pre': None
  /** Отправить новую заявку */
  'mail.reqNo.button': None
  /** Талон на топливо: {fuel}, {volume} */
  'mail.coupon.subject': { fuel: Text; volume: Text }
  /** Действует по {date}. Покажите QR-код на АЗС. */
  'mail.coupon.pre': { date: Text }
  /** Компания {company} выдала вам талон: {fuel}, {volume}. */
  'mail.coupon.p1': { company: Text; fuel: Text; volume: Text }
  /** Код {code}. Действует по {date} включительно. Принимают: {place}. */
  'mail.coupon.p2': { code: Text; date: Text; place: Text }
  /** Открыть талон */
  'mail.coupon.button': None
  /** Не пересылайте письмо: кто первый покажет код, тот и заправится. */
  'mail.coupon.safe': None
  /** На счёте осталось {amount} */
  'mail.low.subject': { amount: Text }
  /** При нулевом балансе карты остановятся */
  'mail.low.pre': None
  /** {company}: на счёте осталось {amount}, это меньше вашего порога {limit}. */
  'mail.low.p1': { company: Text; amount: Text; limit: Text }
  /** При текущем расходе этого хватит примерно на {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}. */
  'mail.low.p2': { n: number }
  /** Пополнить счёт */
  'mail.low.button': None
  /** {n, plural, one {# талон истекает} few {# талона истекают} many {# талонов истекают} other {# талона истекают}} {date} */
  'mail.exp.subject': { n: number; date: Text }
  /** Всего {volume}. Успейте использовать или вернуть. */
  'mail.exp.pre': { volume: Text }
  /** Срок закончится {date}. После этого АЗС не примут талоны. */
  'mail.exp.p1': { date: Text }
  /** Показать эти талоны */
  'mail.exp.button': None
  /** У талонов компании {company} скоро закончится срок. После этого АЗС их не примут. */
  'mail.exp.several': { company: Text }
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}, {volume} */
  'mail.exp.fact': { n: number; volume: Text }
  /** Отчёт за {month}: {volume} на {amount} */
  'mail.report.subject': { month: Text; volume: Text; amount: Text }
  /** Расход по водителям, автомобилям и топливу */
  'mail.report.pre': None
  /** За {month} компания {company} израсходовала {volume} на {amount}. */
  'mail.report.p1': { month: Text; company: Text; volume: Text; amount: Text }
  /** Заправок: {n}. Остаток талонов: {stock}. На счёте: {balance}. */
  'mail.report.p2': { n: Text; stock: Text; balance: Text }
  /** Открыть отчёт */
  'mail.report.button': None
  /** Счёт № {number} на {amount} */
  'mail.invoice.subject': { number: Text; amount: Text }
  /** Оплатите до {date}. В назначении платежа укажите номер счёта. */
  'mail.invoice.p1': { date: Text }
  /** Открыть счёт */
  'mail.invoice.button': None
  /** Счёт № {number}: оплатите до {date} */
  'mail.invoice.againSubject': { number: Text; date: Text }
  /** Если деньги придут позже, они останутся на счёте компании, а цена этого счёта больше не будет действовать. */
  'mail.invoice.late': None
  /** Платёж {amount} получен */
  'mail.paid.subject': { amount: Text }
  /** Платёж зачислен по счёту № {number}. Талоны уже в Личном кабинете. */
  'mail.paid.p1': { number: Text }
  /** Посмотреть талоны */
  'mail.paid.button': None
  /** Компания */
  'mail.fact.company': None
  /** Договор */
  'mail.fact.contract': None
  /** Роль */
  'mail.fact.role': None
  /** Ваша роль */
  'mail.fact.yourRole': None
  /** Сотрудник */
  'mail.fact.person': None
  /** Когда */
  'mail.fact.when': None
  /** Браузер */
  'mail.fact.browser': None
  /** Система */
  'mail.fact.system': None
  /** IP-адрес */
  'mail.fact.ip': None
  /** Прежний адрес */
  'mail.fact.oldEmail': None
  /** Новый адрес */
  'mail.fact.newEmail': None
  /** {datetime}, время Казахстана (UTC+5) */
  'mail.when': { datetime: Text }
  /** Войти в Личный кабинет */
  'mail.login.button': None
  /** Если это сделали не вы, перейдите по ссылке ниже, чтобы защитить учётную запись, и сообщите в поддержку: {phone}. */
  'mail.notMe': { phone: Text }
  /** Если вы об этом не просили, сообщите в поддержку: {phone}. */
  'mail.notAsked': { phone: Text }
  /** Приглашение в бэк-офис {brand} */
  'mail.staff.subject': None
  /** {operator} пригласил вас работать в {url}, вы можете принять приглашение по ссылке ниже. */
  'mail.staff.p1': { url: Text }
  /** Ваша роль: {role}. */
  'mail.staff.p2': { role: Text }
  /** Вас пригласили ещё в одну компанию */
  'mail.join.subject': None
  /** Войдите с прежним паролем и примите приглашение */
  'mail.join.pre': None
  /** Вас пригласили в Личный кабинет компании {company}. У вас уже есть учётная запись: войдите с прежним паролем и примите приглашение по ссылке ниже. */
  'mail.join.p1': { company: Text }
  /** Если вы не хотите принимать приглашение, проигнорируйте это письмо: для вас ничего не изменится. */
  'mail.join.ignore': None
  /** У вас уже есть Личный кабинет */
  'mail.already.subject': None
  /** Новая заявка не нужна */
  'mail.already.pre': None
  /** С адресом {email} отправили заявку на регистрацию, но у него уже есть учётная запись. Войдите с паролем или задайте новый, если не помните его. */
  'mail.already.p1': { email: Text }
  /** Если заявку отправили не вы, ничего делать не нужно. */
  'mail.already.ignore': None
  /** Вход в Личный кабинет разблокирован */
  'mail.unlocked.subject': None
  /** Пароль остался прежним */
  'mail.unlocked.pre': None
  /** Блокировка входа для {email} снята. Пароль остался прежним. */
  'mail.unlocked.p1': { email: Text }
  /** Если вы не помните пароль, нажмите «Забыли свой пароль?» на странице входа. */
  'mail.unlocked.p2': None
  /** Добро пожаловать в Личный кабинет */
  'mail.welcome.subject': None
  /** Учётная запись создана */
  'mail.welcome.pre': None
  /** Учётная запись {email} создана. Для входа нужны этот адрес и ваш пароль. */
  'mail.welcome.p1': { email: Text }
  /** Данные появятся, когда мы проверим заявку и подключим ваш договор. Мы сообщим об этом письмом. */
  'mail.welcome.waiting': None
  /** Открыть Личный кабинет */
  'mail.welcome.button': None
  /** Открыть бэк-офис */
  'mail.welcome.staffButton': None
  /** Адрес для входа изменён */
  'mail.emailChanged.subject': None
  /** Входите с новым адресом */
  'mail.emailChanged.pre': None
  /** Для входа в Личный кабинет вместо {old} теперь используется {new}. */
  'mail.emailChanged.p1': { old: Text; new: Text }
  /** Если адрес сменили не вы, верните прежний по ссылке ниже и сообщите в поддержку: {phone}. */
  'mail.emailChanged.undo': { phone: Text }
  /** Вернуть прежний адрес */
  'mail.emailChanged.button': None
  /** Смена адреса для входа отменена */
  'mail.emailCancelled.subject': None
  /** Работает прежний адрес */
  'mail.emailCancelled.pre': None
  /** Смена адреса для входа отменена, работает прежний адрес. */
  'mail.emailCancelled.p1': None
  /** В Личном кабинете новый сотрудник */
  'mail.joined.subject': None
  /** Приглашение принято */
  'mail.joined.pre': None
  /** Новый сотрудник принял приглашение в Личный кабинет вашей компании. */
  'mail.joined.p1': None
  /** Если вы не знаете этого человека, закройте ему доступ на странице «Сотрудники и роли». */
  'mail.joined.p2': None
  /** Открыть список сотрудников */
  'mail.joined.button': None
  /** Доступ в Личный кабинет приостановлен */
  'mail.suspended.subject': None
  /** Данные сохранены */
  'mail.suspended.pre': None
  /** Доступ в Личный кабинет приостановлен. Данные сохранены. */
  'mail.suspended.p1': None
  /** Чтобы узнать причину, ответьте на это письмо или позвоните в поддержку: {phone}. */
  'mail.suspended.p2': { phone: Text }
  /** Учётная запись закрыта */
  'mail.closed.subject': None
  /** Вход больше невозможен */
  'mail.closed.pre': None
  /** Учётная запись {email} закрыта, все сеансы завершены. История действий сохранена. */
  'mail.closed.p1': { email: Text }
  /** Если это сделали не вы, позвоните в поддержку: {phone}. */
  'mail.closed.p2': { phone: Text }
  /** {n, plural, one {# талон на топливо} few {# талона на топливо} many {# талонов на топливо} other {# талона на топливо}} */
  'mail.coupons.subject': { n: number }
  /** Все они по одной ссылке. Покажите QR-код на АЗС. */
  'mail.coupons.pre': None
  /** Компания {company} выдала вам {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}: */
  'mail.coupons.p1': { company: Text; n: number }
  /** Открыть талоны */
  'mail.coupons.button': None
  /** Талоны по заказу № {number} готовы */
  'mail.made.subject': { number: Text }
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}} на {amount} */
  'mail.made.pre': { n: number; amount: Text }
  /** Заказ № {number} оплачен с баланса. Талоны уже в Личном кабинете. */
  'mail.made.balance': { number: Text }
  /** {n, plural, one {# талон} few {# талона} many {# талонов} other {# талона}}, {volume} */
  'mail.made.coupons': { n: number; volume: Text }
  /** {n, plural, one {# новое уведомление} few {# новых уведомления} many {# новых уведомлений} other {# нового уведомления}} */
  'mail.alerts.subject': { n: number }
  /** Что случилось в компании {company}: */
  'mail.alerts.p1': { company: Text }
  /** И ещё: {n, plural, one {# уведомление} few {# уведомления} many {# уведомлений} other {# уведомления}} в Личном кабинете. */
  'mail.alerts.more': { n: number }
  /** Открыть уведомления */
  'mail.alerts.button': None
  /** Что присылать письмом, вы выбираете в настройках уведомлений. */
  'mail.alerts.quiet': None
  /** Почтовый ящик */
  'mailbox.h1': None
  /** Локальный режим: письма никуда не уходят, их читают здесь. */
  'mailbox.lead': None
  /** Локальный режим с почтовым сервером: письма уходят получателям и видны здесь. */
  'mailbox.leadRelay': None
  /** Адрес получателя */
  'mailbox.search': None
  /** Кому */
  'mailbox.to': None
  /** Тема */
  'mailbox.subject': None
  /** Шаблон */
  'mailbox.template': None
  /** Состояние */
  'mailbox.state': None
  /** Отменено */
  'mailbox.state.void': None
  /** Не доставлено */
  'mailbox.state.bounced': None
  /** Отправлено */
  'mailbox.state.sent': None
  /** Отложено */
  'mailbox.state.deferred': None
  /** В очереди */
  'mailbox.state.queued': None
  /** Время */
  'mailbox.time': None
  /** Ответ сервера */
  'mailbox.answer': None
  /** Попыток отправки */
  'mailbox.attempts': None
  /** Писем пока нет */
  'mailbox.empty': None
  /** На этот адрес писем нет */
  'mailbox.noMatch': None
  /** Более ранние */
  'mailbox.older': None
  /** К новым */
  'mailbox.newest': None
  /** Ко всем письмам */
  'mailbox.back': None
  /** Письмо */
  'mailbox.look': None
  /** Текстовая часть */
  'mailbox.text': None
  /** Образцы писем */
  'mailbox.samples': None
  /** Все письма на трёх языках с вымышленными данными. */
  'mailbox.samplesLead': None
  /** Письмо не собрать: {reason} */
  'mailbox.unreadable': { reason: Text }

  // office
  /** Сегодня */
  'of.today.h1': None
  /** Поступило сегодня: {amount} */
  'of.today.payments': { amount: Text }
  /** Не разнесено: {n, plural, one {# платёж} few {# платежа} many {# платежей} other {# платежа}} */
  'of.today.unmatched': { n: number }
  /** Ждут ответа: {n, plural, one {# заявка} few {# заявки} many {# заявок} other {# заявки}} */
  'of.today.requests': { n: number }
  /** Не доставлено: {n, plural, one {# письмо} few {# письма} many {# писем} other {# письма}} */
  'of.today.bounced': { n: number }
  /** Ничего не ждёт */
  'of.today.nothing.h': None
  /** Новые заявки, недоставленные письма и приглашения, срок которых подходит к концу, появятся здесь. */
  'of.today.nothing.p': None
  /** Самая ранняя: {when} */
  'of.today.oldest': { when: Text }
  /** За последние {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'of.today.lastDays': { n: number }
  /** В ближайшие {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'of.today.nextDays': { n: number }
  /** Ждут дольше {n, plural, one {# минуты} few {# минут} many {# минут} other {# минуты}}: проверьте почтовый сервер */
  'of.today.delayedNote': { n: number }
  /** Не приняты и не отозваны */
  'of.today.expiredNote': None
  /** Приглашение ещё никто не принял */
  'of.today.aloneNote': None
  /** Заявки ждут ответа */
  'of.today.t.requests': None
  /** Письма не доставлены */
  'of.today.t.bounced': None
  /** Письма задерживаются */
  'of.today.t.delayed': None
  /** Приглашения скоро истекут */
  'of.today.t.expiring': None
  /** Приглашения истекли */
  'of.today.t.expired': None
  /** Клиенты, которые ещё не вошли */
  'of.today.t.alone': None
  /** Клиенты приостановлены */
  'of.today.t.suspended': None
  /** Возвраты талонов */
  'of.today.t.returns': None
  /** Платежи не разнесены */
  'of.today.t.unmatched': None
  /** Возвраты ждут банка */
  'of.today.t.refunds': None
  /** Смены отключённых касс не сверены */
  'of.today.t.shifts': None
  /** Изменения кредита ждут решения */
  'of.today.t.credits': None
  /** Заправлено */
  'of.today.t.dispensed': None
  /** Поступило денег */
  'of.today.t.received': None
  /** Возвраты топлива ждут решения */
  'of.today.t.fuelBack': None
  /** Обращения по заправкам */
  'of.today.t.disputes': None
  /** {n, plural, one {# заправка} few {# заправки} many {# заправок} other {# заправки}} на {amount} */
  'of.today.refuels': { n: number; amount: Text }
  /** {n, plural, one {# платёж} few {# платежа} many {# платежей} other {# платежа}} */
  'of.today.receipts': { n: number }
  /** За сегодня по сети */
  'of.today.sums': None
  /** Клиенты и договоры */
  'of.clients.h1': None
  /** Новый клиент */
  'of.clients.add': None
  /** Название, БИН или номер договора */
  'of.clients.search': None
  /** Можно искать и по почте или имени сотрудника */
  'of.clients.searchHint': None
  /** Компания */
  'of.clients.company': None
  /** Сотрудники */
  'of.clients.people': None
  /** Последний вход */
  'of.clients.lastSignIn': None
  /** Состояние */
  'of.clients.state': None
  /** Ещё никто не вошёл */
  'of.clients.waiting': None
  /** {contract} и ещё {n, number} */
  'of.clients.contracts': { contract: Text; n: number }
  /** {n, plural, one {# клиент} few {# клиента} many {# клиентов} other {# клиента}} */
  'of.clients.found': { n: number }
  /** Больше {n, number} клиентов */
  'of.clients.foundMore': { n: number }
  /** Клиенты не найдены. Проверьте написание, введите только часть названия или сбросьте фильтры. */
  'of.clients.noMatch': None
  /** Клиентов пока нет */
  'of.clients.empty.h': None
  /** Добавьте клиента с договором: его руководителю сразу уйдёт приглашение. */
  'of.clients.empty.p': None
  /** Ещё не входили */
  'of.clients.never': None
  /** {company} */
  'of.client.h1': { company: Text }
  /** БИН/ИИН {bin} */
  'of.client.bin': { bin: Text }
  /** Договор № {contract} от {date} */
  'of.client.contract': { contract: Text; date: Text }
  /** Отсрочка {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}, лимит {amount} */
  'of.client.credit': { n: number; amount: Text }
  /** Скидка {percent} */
  'of.client.discount': { percent: Text }
  /** Приостановить обслуживание */
  'of.client.suspend': None
  /** Приостановить {company}? Карты и талоны перестанут приниматься на всех АЗС. */
  'of.client.suspendQ': { company: Text }
  /** Посмотреть глазами клиента */
  'of.client.viewAs': None
  /** Вы видите кабинет {company} только для просмотра */
  'of.client.viewAsBar': { company: Text }
  /** {company}: клиент добавлен, приглашение отправлено на {email} */
  'of.client.added': { company: Text; email: Text }
  /** Разделы карточки клиента */
  'of.client.parts': None
  /** Сотрудники */
  'of.client.tab.people': None
  /** Договоры */
  'of.client.tab.contracts': None
  /** Приглашения */
  'of.client.tab.invitations': None
  /** Журнал */
  'of.client.tab.log': None
  /** Заказы */
  'of.client.tab.orders': None
  /** Деньги и талоны */
  'of.client.tab.money': None
  /** В кабинет ещё никто не вошёл */
  'of.client.people.h': None
  /** Сотрудники появятся здесь, когда примут приглашение. */
  'of.client.people.p': None
  /** Приглашений этому клиенту не было */
  'of.client.noInvitations': None
  /** С этим клиентом пока ничего не делали */
  'of.client.noLog': None
  /** Причина: {reason} */
  'of.client.reason': { reason: Text }
  /** В кабинете {n, plural, one {# сотрудник} few {# сотрудника} many {# сотрудников} other {# сотрудника}}. Открытые сеансы завершатся сразу, данные сохранятся, руководителям уйдёт письмо. */
  'of.client.suspendBody': { n: number }
  /** {company}: обслуживание приостановлено */
  'of.client.suspended': { company: Text }
  /** Обслуживание приостановлено {date}, {name}. Причина: {reason} */
  'of.client.suspendedSince': { date: Text; name: Text; reason: Text }
  /** Возобновить обслуживание */
  'of.client.restore': None
  /** Возобновить обслуживание {company}? */
  'of.client.restoreQ': { company: Text }
  /** Сотрудники снова смогут войти и увидят все свои данные. */
  'of.client.restoreBody': None
  /** {company}: обслуживание возобновлено */
  'of.client.restored': { company: Text }
  /** Действующие талоны */
  'of.client.coupons': None
  /** На них осталось {volume} */
  'of.client.couponsNote': { volume: Text }
  /** Приглашения */
  'of.inv.h1': None
  /** Пригласить клиента */
  'of.inv.one': None
  /** Пригласить списком (CSV) */
  'of.inv.bulk': None
  /** Электронная почта из договора */
  'of.inv.email': None
  /** Язык письма */
  'of.inv.lang': None
  /** Ссылка действует {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'of.inv.valid': { n: number }
  /** Посмотреть письмо */
  'of.inv.preview': None
  /** Отправить приглашение */
  'of.inv.send': None
  /** Приглашение отправлено на {email} */
  'of.inv.sent': { email: Text }
  /** Приглашение */
  'of.inv.single': None
  /** Адрес, компания, БИН или номер договора */
  'of.inv.search': None
  /** Приглашений пока не было */
  'of.inv.empty': None
  /** Письмо не доставлено. Проверьте адрес: его можно исправить в договоре на странице клиента, и приглашение уйдёт на новый. */
  'of.inv.bounced': None
  /** Что происходило */
  'of.inv.story': None
  /** Отозвать приглашение? */
  'of.inv.withdrawQ': None
  /** Ссылка в письме сразу перестанет работать. Письмо об этом не отправляется. */
  'of.inv.withdrawBody': None
  /** Приглашение на {email} отозвано */
  'of.inv.withdrawn': { email: Text }
  /** Ссылка приглашения */
  'of.inv.link': None
  /** Скопировать ссылку */
  'of.inv.linkCopy': None
  /** Показать ссылку */
  'of.inv.linkShow': None
  /** Кто откроет ссылку, сможет принять приглашение и войти в кабинет компании. Показ записывается в журнал действий. */
  'of.inv.linkBody': None
  /** Передайте ссылку только владельцу адреса {email}. Сами её не открывайте. */
  'of.inv.linkCare': { email: Text }
  /** Действует до {datetime} */
  'of.inv.until': { datetime: Text }
  /** Приглашение уже принято */
  'of.inv.r.accepted': None
  /** Приглашение отозвано. Пригласите заново. */
  'of.inv.r.revoked': None
  /** Срок ссылки истёк. Сначала отправьте приглашение ещё раз. */
  'of.inv.r.expired': None
  /** Приглашение отправлено меньше минуты назад. Подождите и повторите. */
  'of.inv.r.tooSoon': None
  /** Имя и фамилия */
  'of.inv.person': None
  /** Отправлено раз */
  'of.inv.count': None
  /** Ссылка действует до */
  'of.inv.expires': None
  /** Кто пригласил */
  'of.inv.inviter': None
  /** Список приглашений */
  'of.inv.list': None
  /** Приглашение создано */
  'of.inv.e.created': None
  /** Приглашение создано. Кто: {name} */
  'of.inv.e.createdBy': { name: Text }
  /** Письмо: {letter} */
  'of.inv.e.letter': { letter: Text }
  /** Ссылка открыта */
  'of.inv.e.opened': None
  /** Это мог быть и почтовый сервер, который проверяет ссылки. */
  'of.inv.e.openedHint': None
  /** Приглашение принято */
  'of.inv.e.accepted': None
  /** Приглашение отозвано */
  'of.inv.e.revoked': None
  /** Срок ссылки истёк */
  'of.inv.e.expired': None
  /** Найдите компанию и выберите договор */
  'of.inv.choose': None
  /** Действующий договор не найден. Проверьте БИН или номер, либо добавьте клиента. */
  'of.inv.noContract': None
  /** Договор больше не действует. Выберите другой. */
  'of.inv.contractGone': None
  /** В договоре указан адрес {email}. Другой вводите, только если приглашаете не руководителя. */
  'of.inv.emailHint': { email: Text }
  /** Истекают в ближайшие {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} */
  'of.inv.ending': { n: number }
  /** Приглашения списком */
  'of.bulk.h1': None
  /** Загрузите файл Excel или CSV: до {max} строк, до 1 МБ */
  'of.bulk.step1': { max: Text }
  /** Скачать образец файла */
  'of.bulk.template': None
  /** Столбцы: БИН, название, номер договора, электронная почта, имя, язык (ru, kk, en), роль */
  'of.bulk.cols': None
  /** Проверьте строки */
  'of.bulk.step2': None
  /** Готовы к отправке: {n} */
  'of.bulk.ok': { n: Text }
  /** Повторы, пропустим: {n} */
  'of.bulk.dup': { n: Text }
  /** С ошибками, не отправим: {n} */
  'of.bulk.bad': { n: Text }
  /** Отправить {n, plural, one {# приглашение} few {# приглашения} many {# приглашений} other {# приглашения}} */
  'of.bulk.submit': { n: number }
  /** Отправлено {n} из {total}. Страницу можно закрыть. */
  'of.bulk.progress': { n: Text; total: Text }
  /** Скачать строки с ошибками */
  'of.bulk.errorsFile': None
  /** Из Excel-файла (.xlsx) берём первый лист. В CSV разделитель (запятая, точка с запятой, табуляция) и порядок столбцов любые. Ничего не отправим, пока вы не проверите строки. */
  'of.bulk.fileHint': None
  /** Имя, язык и роль можно не указывать: тогда письмо будет на русском, роль – «Руководитель». Столбец «дата договора» нужен только для новых договоров. */
  'of.bulk.optional': None
  /** Файл */
  'of.bulk.file': None
  /** Загрузить и проверить */
  'of.bulk.check': None
  /** Проверка списка */
  'of.bulk.checkH1': None
  /** Файл: {file} */
  'of.bulk.fileLine': { file: Text }
  /** Строка */
  'of.bulk.row': None
  /** Результат */
  'of.bulk.verdict': None
  /** Готово */
  'of.bulk.v.ready': None
  /** Повтор */
  'of.bulk.v.duplicate': None
  /** Ошибка */
  'of.bulk.v.bad': None
  /** Добавим клиента и договор */
  'of.bulk.addsClient': None
  /** Добавим договор к имеющемуся клиенту */
  'of.bulk.addsContract': None
  /** Отправлять нечего: исправьте строки и загрузите файл снова. */
  'of.bulk.nothing': None
  /** Загрузить другой файл */
  'of.bulk.another': None
  /** Отправляет тот, кто загрузил список: {name} */
  'of.bulk.author': { name: Text }
  /** Отправка приглашений */
  'of.bulk.sending': None
  /** Список отправлен */
  'of.bulk.doneH1': None
  /** Отправлено {n, plural, one {# приглашение} few {# приглашения} many {# приглашений} other {# приглашения}} из {total} */
  'of.bulk.done': { n: number; total: Text }
  /** Отправка началась */
  'of.bulk.started': None
  /** Этот список уже отправляется */
  'of.bulk.again': None
  /** Этот список загрузил другой сотрудник: отправить его может только он. */
  'of.bulk.notYours': None
  /** Не отправлены */
  'of.bulk.leftOver': None
  /** Последние списки */
  'of.bulk.recent': None
  /** Ждёт проверки */
  'of.bulk.s.waiting': None
  /** Отправляется */
  'of.bulk.s.sending': None
  /** Отправлен */
  'of.bulk.s.done': None
  /** Загружен */
  'of.bulk.uploaded': None
  /** Кто загрузил */
  'of.bulk.who': None
  /** Строк */
  'of.bulk.rows': None
  /** Состояние */
  'of.bulk.state': None
  /** БИН */
  'of.bulk.col.bin': None
  /** Название */
  'of.bulk.col.name': None
  /** Номер договора */
  'of.bulk.col.contract': None
  /** Электронная почта */
  'of.bulk.col.email': None
  /** Имя */
  'of.bulk.col.person': None
  /** Язык */
  'of.bulk.col.lang': None
  /** Роль */
  'of.bulk.col.role': None
  /** Дата договора */
  'of.bulk.col.signedOn': None
  /** Что исправить */
  'of.bulk.col.problem': None
  /** ТОО «Пример» */
  'of.bulk.example.name': None
  /** Имя Фамилия */
  'of.bulk.example.person': None
  /** Удалить список */
  'of.bulk.discard': None
  /** Удалить список без отправки? */
  'of.bulk.discardQ': None
  /** По этому списку никому не писали и не напишут. Файл на вашем компьютере останется. */
  'of.bulk.discardBody': None
  /** Список удалён: {file} */
  'of.bulk.discarded': { file: Text }
  /** Список, который не отправили, удаляется через {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} после проверки. */
  'of.bulk.keptFor': { n: number }
  /** Заявки на регистрацию */
  'of.req.h1': None
  /** Найден договор № {contract}: БИН совпадает */
  'of.req.match': { contract: Text }
  /** Договор с таким БИН не найден */
  'of.req.noMatch': None
  /** Одобрить и отправить приглашение */
  'of.req.approve': None
  /** Отклонить */
  'of.req.decline': None
  /** Причина, её увидит заявитель */
  'of.req.reason': None
  /** Заявка № {number} */
  'of.req.no': { number: Text }
  /** № {number}, {company} */
  'of.req.line': { number: Text; company: Text }
  /** Заявка № {number} от {date} */
  'of.req.other': { number: Text; date: Text }
  /** Ждут ответа */
  'of.req.waiting': None
  /** Решённые */
  'of.req.decided': None
  /** Заявок, которые ждут ответа, нет */
  'of.req.none': None
  /** Решённых заявок пока нет */
  'of.req.noneDecided': None
  /** Кто просит */
  'of.req.person': None
  /** Подана */
  'of.req.asked': None
  /** Решена */
  'of.req.answered': None
  /** Адрес подтверждён */
  'of.req.confirmed': None
  /** Клиент есть */
  'of.req.known': None
  /** Новый БИН */
  'of.req.unknown': None
  /** В заявке */
  'of.req.theirs': None
  /** У нас */
  'of.req.ours': None
  /** Другие заявки с этим БИН */
  'of.req.others': None
  /** Клиент с таким БИН есть, но номер договора не совпадает */
  'of.req.binOnly': None
  /** Договор № {contract} записан за другим клиентом: {company}, БИН {bin}. Проверьте БИН заявки. */
  'of.req.numberElsewhere': { contract: Text; company: Text; bin: Text }
  /** Решение */
  'of.req.decision': None
  /** У компании уже есть руководитель. Прежде чем дать доступ, уточните у него, знает ли он этого человека. */
  'of.req.hasOwner': None
  /** Клиент появится вместе с договором. Сверьте данные с бумажным договором. */
  'of.req.newClient': None
  /** Роль в кабинете */
  'of.req.role': None
  /** Одобрить и открыть кабинет */
  'of.req.approveNow': None
  /** Заявка № {number} одобрена, письмо отправлено на {email} */
  'of.req.approved': { number: Text; email: Text }
  /** Заявка № {number} отклонена, письмо отправлено на {email} */
  'of.req.declined': { number: Text; email: Text }
  /** Отклонить заявку № {number}? */
  'of.req.declineQ': { number: Text }
  /** Заявитель получит письмо с причиной. Язык письма: {language}. */
  'of.req.declineBody': { language: Text }
  /** Заявка одобрена {date}, {name} */
  'of.req.wasApproved': { date: Text; name: Text }
  /** Заявка отклонена {date}, {name} */
  'of.req.wasDeclined': { date: Text; name: Text }
  /** Открыть карточку клиента */
  'of.req.openClient': None
  /** Сверка с договором */
  'of.req.compare': None
  /** Данные */
  'of.req.field': None
  /** Заявитель */
  'of.req.contact': None
  /** Руководителя в кабинете нет */
  'of.req.noOwner': None
  /** Поступления */
  'of.pay.h1': None
  /** Загрузить выписку (формат 1С) */
  'of.pay.import': None
  /** Ввести платёж вручную */
  'of.pay.add': None
  /** Разнесено автоматически: {n} */
  'of.pay.auto': { n: Text }
  /** Выберите клиента и счёт */
  'of.pay.manual': None
  /** Разнести */
  'of.pay.match': None
  /** Отменить разнесение */
  'of.pay.unmatch': None
  /** Введён вручную */
  'of.pay.source.hand': None
  /** Из выписки банка */
  'of.pay.source.statement': None
  /** Тестовые данные */
  'of.pay.source.seed': None
  /** Состояние */
  'of.pay.state': None
  /** Не разнесены */
  'of.pay.tab.queue': None
  /** Разнесены */
  'of.pay.tab.posted': None
  /** Не от клиентов */
  'of.pay.tab.aside': None
  /** Возвраты в банк */
  'of.pay.tab.refunds': None
  /** Всё разнесено: ни одно поступление не ждёт решения. */
  'of.pay.empty.queue': None
  /** Поступлений пока нет. Загрузите выписку банка или введите платёж вручную. */
  'of.pay.empty.posted': None
  /** Отложенных поступлений нет. */
  'of.pay.empty.aside': None
  /** Возвратов в банк пока нет. */
  'of.pay.empty.refunds': None
  /** Плательщик, клиент, БИН, назначение или сумма */
  'of.pay.search': None
  /** Например: 210440000804 или 33 800,00 */
  'of.pay.searchHint': None
  /** С {date} */
  'of.pay.fromDay': { date: Text }
  /** По {date} */
  'of.pay.toDay': { date: Text }
  /** Дата банка */
  'of.pay.day': None
  /** Плательщик */
  'of.pay.payer': None
  /** Без названия */
  'of.pay.noName': None
  /** БИН/ИИН плательщика */
  'of.pay.bin': None
  /** Назначение платежа */
  'of.pay.purpose': None
  /** Почему ждёт */
  'of.pay.whyHead': None
  /** Клиент */
  'of.pay.client': None
  /** Счёт плательщика (ИИК) */
  'of.pay.iban': None
  /** Наш счёт */
  'of.pay.ourAccount': None
  /** Номер платёжного поручения */
  'of.pay.number': None
  /** № {number} от {date} */
  'of.pay.numberOf': { number: Text; date: Text }
  /** Выписка */
  'of.pay.statement': None
  /** В назначении указан счёт другой компании. Проверьте, за кого заплатили. */
  'of.pay.why.otherPayer': None
  /** Плательщик известен, но номер счёта не указан. */
  'of.pay.why.noNumber': None
  /** Плательщик неизвестен, номер счёта не указан. */
  'of.pay.why.unknown': None
  /** Похожий платёж уже проведён. Проверьте, не тот же ли это. */
  'of.pay.why.twin': None
  /** Разнесение отменили. Выберите клиента заново. */
  'of.pay.why.undone': None
  /** Суммы в выписке не сходятся. Сверьте платёж с банком. */
  'of.pay.why.doubtful': None
  /** Поступление от {date} */
  'of.pay.receiptOf': { date: Text }
  /** Поступление {amount} */
  'of.pay.receiptH1': { amount: Text }
  /** По данным банка */
  'of.pay.fromBank': None
  /** Платёж от {date} */
  'of.pay.paymentOf': { date: Text }
  /** Платёж {amount} */
  'of.pay.paymentH1': { amount: Text }
  /** Платёж */
  'of.pay.payment': None
  /** Неоплаченные счета клиента */
  'of.pay.openInvoices': None
  /** Счёт № */
  'of.pay.invoice': None
  /** Выставлен */
  'of.pay.issuedOn': None
  /** Оплатить до */
  'of.pay.payUntil': None
  /** Сумма счёта */
  'of.pay.invoiceSum': None
  /** Осталось оплатить */
  'of.pay.lacking': None
  /** Из этого платежа */
  'of.pay.part': None
  /** Сколько из этого платежа на счёт № {number} */
  'of.pay.partOf': { number: Text }
  /** № {number}: {amount} */
  'of.pay.partLine': { number: Text; amount: Text }
  /** Можно разнести {amount}. Что не разнесёте, останется авансом клиента. Пустое поле значит, что счёт этим платежом не оплачивается. */
  'of.pay.partsHint': { amount: Text }
  /** Неоплаченных счетов нет: {amount} станут авансом клиента. */
  'of.pay.noInvoices': { amount: Text }
  /** Платёж зачислен: {company} */
  'of.pay.matched': { company: Text }
  /** Это не от клиента? */
  'of.pay.notClient': None
  /** Возврат от поставщика, проценты банка, ошибочный перевод уберите из очереди с причиной. */
  'of.pay.notClientBody': None
  /** Убрать из очереди */
  'of.pay.aside': None
  /** Убрать поступление из очереди? */
  'of.pay.asideQ': None
  /** {amount} не станут деньгами клиента. Поступление можно вернуть в очередь. */
  'of.pay.asideBody': { amount: Text }
  /** Например: возврат от поставщика по договору № 12 */
  'of.pay.asideHint': None
  /** Поступление убрано из очереди */
  'of.pay.asideDone': None
  /** Не от клиента: {reason}. Отложено {date}: {name} */
  'of.pay.wasAside': { reason: Text; date: Text; name: Text }
  /** Вернуть в очередь */
  'of.pay.takeBack': None
  /** Поступление снова в очереди */
  'of.pay.takenBack': None
  /** Похожий платёж уже есть: {company}, {amount}, {date}. */
  'of.pay.twin': { company: Text; amount: Text; date: Text }
  /** Платёж этого клиента на ту же сумму уже есть. Проверьте, не тот же ли это. */
  'of.pay.twinByHand': None
  /** Это тот же платёж */
  'of.pay.join': None
  /** Платёж связан с выпиской, второй раз деньги не зачислены */
  'of.pay.joined': None
  /** Разнести остаток по счетам */
  'of.pay.assign': None
  /** Остаток разнесён */
  'of.pay.assigned': None
  /** Отменить разнесение? */
  'of.pay.undoQ': None
  /** {amount} спишутся с аванса, клиент: {company}. Поступление вернётся в очередь. */
  'of.pay.undoBodyReceipt': { amount: Text; company: Text }
  /** {amount} спишутся с аванса, клиент: {company}. Платёж останется в истории как отменённый. */
  'of.pay.undoBodyHand': { amount: Text; company: Text }
  /** Разнесение отменено */
  'of.pay.undone': None
  /** Отменено {date}: {name} */
  'of.pay.wasUndone': { date: Text; name: Text }
  /** Открыть поступление */
  'of.pay.toReceipt': None
  /** Не разнесено по счетам */
  'of.pay.rest': None
  /** Аванс клиента сейчас */
  'of.pay.advance': None
  /** Провёл */
  'of.pay.recorded': None
  /** Оплаченные счета */
  'of.pay.paidFor': None
  /** Если платёж потом придёт и в выписке, он не зачислится второй раз сам: мы спросим, не тот же ли это. */
  'of.pay.addLead': None
  /** БИН/ИИН клиента */
  'of.pay.clientBin': None
  /** Сумма */
  'of.pay.sum': None
  /** Номера счетов */
  'of.pay.invoices': None
  /** Через запятую, по порядку оплаты. Например: 2026-000123, 2026-000124 */
  'of.pay.invoicesHint': None
  /** Проверьте платёж */
  'of.pay.checkH1': None
  /** Останется авансом */
  'of.pay.toAdvance': None
  /** Провести платёж */
  'of.pay.post': None
  /** Платёж проведён */
  'of.pay.added': None
  /** Вернуть деньги в банк */
  'of.pay.refund': None
  /** На авансе {amount}, клиент: {company}. Деньги уйдут с аванса сразу, а оплату банком подтвердит другой сотрудник. */
  'of.pay.refundLead': { amount: Text; company: Text }
  /** Счёт получателя (ИИК) */
  'of.pay.refundTo': None
  /** 20 знаков, начинается с KZ. Возвращайте на счёт, с которого заплатили. */
  'of.pay.refundToHint': None
  /** Запросить возврат */
  'of.pay.refundAsk': None
  /** Возврат запрошен. Его подтвердит другой сотрудник, когда банк заплатит. */
  'of.pay.refundAsked': None
  /** Возврат от {date} */
  'of.pay.refundOf': { date: Text }
  /** Возврат в банк {amount} */
  'of.pay.refundH1': { amount: Text }
  /** Банк заплатил? */
  'of.pay.refundConfirm': None
  /** Сверьте сумму и счёт получателя с платёжным поручением банка. Потом возврат отменить нельзя. */
  'of.pay.refundConfirmBody': None
  /** Подтвердить оплату */
  'of.pay.refundPaidNow': None
  /** Возврат подтверждён */
  'of.pay.refundPaid': None
  /** Отменить возврат */
  'of.pay.refundCancel': None
  /** Возврат отменён, деньги снова на авансе */
  'of.pay.refundCancelled': None
  /** Запрошен */
  'of.pay.askedAt': None
  /** Запросил */
  'of.pay.askedBy': None
  /** Дата оплаты банком */
  'of.pay.paidOn': None
  /** Подтвердил */
  'of.pay.confirmedBy': None
  /** Отменил */
  'of.pay.cancelledBy': None
  /** Возврат запросили вы. Подтвердит его другой сотрудник, когда банк заплатит. */
  'of.pay.refundOwn': None
  /** Разделить между клиентами */
  'of.pay.split': None
  /** Ещё ничьи */
  'of.pay.split.left': None
  /** Чьи это деньги */
  'of.pay.split.parts': None
  /** {n, plural, one {Поступление разделено: # клиент} few {Поступление разделено: # клиента} many {Поступление разделено: # клиентов} other {Поступление разделено: # клиента}} */
  'of.pay.split.done': { n: number }
  /** Разделить поступление */
  'of.pay.split.submit': None
  /** Клиент {n, number} */
  'of.pay.split.share': { n: number }
  /** Укажите БИН и сумму каждого клиента. Вместе — ровно {amount}. Деньги встанут на авансы; счета выбираются на странице каждого поступления, там же его можно отменить. */
  'of.pay.split.p': { amount: Text }
  /** Цены */
  'of.prices.h1': None
  /** Действует с */
  'of.prices.from': None
  /** Новая цена за литр */
  'of.prices.new': None
  /** Сейчас {amount} */
  'of.prices.was': { amount: Text }
  /** Для каких АЗС */
  'of.prices.scope': None
  /** Проверьте: изменится {n, plural, one {# цена} few {# цены} many {# цен} other {# цены}} */
  'of.prices.check': { n: number }
  /** Опубликовать */
  'of.prices.publish': None
  /** Назначить цены */
  'of.prices.set': None
  /** Сначала покажем, что изменится. */
  'of.prices.lead': None
  /** Цены сети */
  'of.prices.network': None
  /** За литр */
  'of.prices.perLitre': None
  /** Другая цена на */
  'of.prices.elsewhere': None
  /** Впереди */
  'of.prices.ahead': None
  /** Новых цен не назначено */
  'of.prices.ahead.empty': None
  /** Вся сеть */
  'of.prices.everywhere': None
  /** По ценам сети продаются и талоны */
  'of.prices.everywhereHint': None
  /** Отдельные АЗС */
  'of.prices.some': None
  /** АЗС */
  'of.prices.stations': None
  /** {was} → {now} */
  'of.prices.change': { was: Text; now: Text }
  /** Ждёт второго человека */
  'of.prices.waits': None
  /** Назначил */
  'of.prices.setBy': None
  /** Подтвердить */
  'of.prices.approve': None
  /** Отменить */
  'of.prices.cancel': None
  /** Цена подтверждена */
  'of.prices.approved': None
  /** Цена отменена */
  'of.prices.cancelled': None
  /** Эта цена уже действует или отменена */
  'of.prices.gone': None
  /** {n, plural, one {Назначена # цена} few {Назначены # цены} many {Назначено # цен} other {Назначено # цены}} */
  'of.prices.published': { n: number }
  /** Назначено сразу: {n}. Ждут подтверждения второго человека: {waiting}. */
  'of.prices.publishedWaiting': { n: Text; waiting: Text }
  /** Заполните только то, что меняется */
  'of.prices.newHint': None
  /** Цены ещё нет */
  'of.prices.never': None
  /** Пусто значит сразу. Время Казахстана. */
  'of.prices.fromHint': None
  /** День */
  'of.prices.day': None
  /** Время */
  'of.prices.hour': None
  /** Начнут действовать {datetime} */
  'of.prices.startsAt': { datetime: Text }
  /** Начнут действовать сразу */
  'of.prices.startsNow': None
  /** Цена меняется больше чем на {percent}: такую подтвердит второй человек, до того действует прежняя. */
  'of.prices.jump': { percent: Text }
  /** Было */
  'of.prices.wasCol': None
  /** Станет */
  'of.prices.nowCol': None
  /** АЗС */
  'of.stations.h1': None
  /** Новая АЗС */
  'of.stations.add': None
  /** Закрыта до {date}: {reason} */
  'of.stations.closed': { date: Text; reason: Text }
  /** Рабочие места кассиров */
  'of.stations.devices': None
  /** Подключить устройство */
  'of.stations.addDevice': None
  /** Введите этот код на кассе: {code}. Он действует {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'of.stations.deviceCode': { code: Text; n: number }
  /** Какая это АЗС */
  'of.stations.what': None
  /** Где она */
  'of.stations.where': None
  /** Как работает */
  'of.stations.when': None
  /** Номер */
  'of.stations.number': None
  /** Название */
  'of.stations.name': None
  /** Название на казахском */
  'of.stations.nameKk': None
  /** Область */
  'of.stations.region': None
  /** Город или посёлок */
  'of.stations.city': None
  /** Адрес */
  'of.stations.address': None
  /** Координаты */
  'of.stations.point': None
  /** Широта и долгота, как их копирует карта: 43.23890, 76.94500 */
  'of.stations.pointHint': None
  /** Часы работы */
  'of.stations.hours': None
  /** Например, 07:00–23:00. Пусто значит круглосуточно. */
  'of.stations.hoursHint': None
  /** Закрыта, откроется */
  'of.stations.closedUntil': None
  /** До этого дня на ней не принимают талоны и карты */
  'of.stations.closedHint': None
  /** Закрыта до {date} */
  'of.stations.closedTo': { date: Text }
  /** Топлива нет */
  'of.stations.noFuel': None
  /** Работает */
  'of.stations.works': None
  /** Номер, название или адрес */
  'of.stations.search': None
  /** Топливо */
  'of.stations.sells': None
  /** Касс */
  'of.stations.tills': None
  /** Изменить АЗС */
  'of.stations.edit': None
  /** АЗС добавлена. Укажите, какое топливо на ней есть. */
  'of.stations.added': None
  /** Сохранено. Кассы увидят это при следующем запросе. */
  'of.stations.changed': None
  /** Топливо на АЗС обновлено */
  'of.stations.supplied': None
  /** АЗС ещё нет */
  'of.stations.empty.h': None
  /** Добавьте первую, и на ней можно будет подключить кассы. */
  'of.stations.empty.p': None
  /** Есть */
  'of.stations.sold': None
  /** Закончилось */
  'of.stations.out': None
  /** Не продаётся */
  'of.stations.notSold': None
  /** {amount} за литр */
  'of.stations.price': { amount: Text }
  /** Номер талона или код */
  'of.coupon.find': None
  /** Номер, полный код, последние 4 цифры кода или госномер */
  'of.coupon.findHint': None
  /** Введите, что известно о талоне. */
  'of.coupon.findEmpty': None
  /** Такого талона нет. Проверьте цифры. */
  'of.coupon.noMatch': None
  /** Показаны {n} новейших. Уточните поиск. */
  'of.coupon.most': { n: Text }
  /** Талон в запросе на возврат: открыть запрос */
  'of.coupon.inReturn': None
  /** АЗС сразу перестанут его принимать. Клиент увидит причину, но разблокировать не сможет. */
  'of.coupon.blockP': None
  /** Увидит и клиент */
  'of.coupon.reasonHint': None
  /** Цена останется прежней. Если остаток уже вернулся на счёт клиента, он спишется обратно. */
  'of.coupon.prolongP': None
  /** Выберите день позже нынешнего срока и не раньше сегодняшнего */
  'of.coupon.badDay': None
  /** На счёте клиента не хватает {amount}, чтобы вернуть остаток в талон. */
  'of.coupon.prolongMoney': { amount: Text }
  /** Отправить ссылку водителю ещё раз */
  'of.coupon.resend': None
  /** Письмо со ссылкой уйдёт на {email}: этот адрес указал клиент. */
  'of.coupon.resendP': { email: Text }
  /** У водителя не указана электронная почта. Ссылку может отправить клиент из своего кабинета. */
  'of.coupon.noEmail': None
  /** Аннулировать */
  'of.coupon.void': None
  /** Аннулировать талон {number}? */
  'of.coupon.voidQ': { number: Text }
  /** Для ошибочно выпущенных талонов. {amount} вернётся на счёт клиента, когда это подтвердит другой сотрудник. */
  'of.coupon.voidP': { amount: Text }
  /** Отправить на согласование */
  'of.coupon.voidSubmit': None
  /** Талон {number} отправлен на аннулирование */
  'of.coupon.voidAsked': { number: Text }
  /** Возвраты на согласовании */
  'of.return.queue': None
  /** Отправленные письма */
  'of.mail.h1': None
  /** Ответ почтового сервера: {reason} */
  'of.mail.why': { reason: Text }
  /** Приглашение */
  'of.mail.t.invitation': None
  /** Приглашение сотрудника */
  'of.mail.t.staffInvitation': None
  /** Приглашение в ещё одну компанию */
  'of.mail.t.invitationJoin': None
  /** Напоминание о приглашении */
  'of.mail.t.invitationReminder': None
  /** Подтверждение адреса */
  'of.mail.t.confirmation': None
  /** У вас уже есть кабинет */
  'of.mail.t.already': None
  /** Новый пароль */
  'of.mail.t.reset': None
  /** Пароль изменён */
  'of.mail.t.passwordChanged': None
  /** Вход заблокирован */
  'of.mail.t.locked': None
  /** Вход разблокирован */
  'of.mail.t.unlocked': None
  /** Добро пожаловать */
  'of.mail.t.welcome': None
  /** Вход с нового устройства */
  'of.mail.t.newDevice': None
  /** Смена почты: новый адрес */
  'of.mail.t.emailNew': None
  /** Смена почты: прежний адрес */
  'of.mail.t.emailOld': None
  /** Почта изменена */
  'of.mail.t.emailChanged': None
  /** Смена почты отменена */
  'of.mail.t.emailChangeCancelled': None
  /** В кабинете новый сотрудник */
  'of.mail.t.joined': None
  /** Заявка одобрена */
  'of.mail.t.registrationApproved': None
  /** Заявка отклонена */
  'of.mail.t.registrationDeclined': None
  /** Обслуживание приостановлено */
  'of.mail.t.suspended': None
  /** Учётная запись закрыта */
  'of.mail.t.closed': None
  /** Талоны водителю */
  'of.mail.t.couponsForYou': None
  /** Талоны скоро истекают */
  'of.mail.t.couponsEnding': None
  /** Талоны готовы */
  'of.mail.t.couponsMade': None
  /** Счёт на оплату */
  'of.mail.t.invoiceToPay': None
  /** Уведомления */
  'of.mail.t.alerts': None
  /** Такого ящика нет. Проверьте адрес. */
  'of.mail.a.noMailbox': None
  /** Такого почтового домена нет. Проверьте адрес после знака @. */
  'of.mail.a.noDomain': None
  /** Ящик закрыт или отключён */
  'of.mail.a.closed': None
  /** Ящик переполнен */
  'of.mail.a.full': None
  /** Письмо слишком большое для этого ящика */
  'of.mail.a.large': None
  /** Сервер получателя просит повторить позже */
  'of.mail.a.later': None
  /** Сервер получателя не принял письмо: возможно, счёл его спамом */
  'of.mail.a.refused': None
  /** Наш почтовый сервер не принимает имя или пароль. Сообщите администратору. */
  'of.mail.a.settings': None
  /** Нет связи с почтовым сервером */
  'of.mail.a.connection': None
  /** Состояние */
  'of.mail.state': None
  /** Кому */
  'of.mail.to': None
  /** Письмо */
  'of.mail.letter': None
  /** Адрес или его начало */
  'of.mail.search': None
  /** Писем пока не было */
  'of.mail.empty': None
  /** Создано */
  'of.mail.written': None
  /** Принято сервером */
  'of.mail.sentAt': None
  /** Следующая попытка */
  'of.mail.next': None
  /** Попыток */
  'of.mail.attempts': None
  /** Ответ почтового сервера */
  'of.mail.answer': None
  /** Ссылки с правами скрыты: вместо кода стоит «…». */
  'of.mail.hidden': None
  /** Текст письма без оформления */
  'of.mail.plain': None
  /** Содержание письма показать нельзя: нужного секретного ключа больше нет или письмо другой версии. */
  'of.mail.unreadable': None
  /** Письмо уйдёт на тот же адрес без изменений. */
  'of.mail.wayCopy': None
  /** Уйдёт новое письмо с новой ссылкой. Прежняя ссылка перестанет работать. */
  'of.mail.wayLink': None
  /** Письмо на {email} поставлено в очередь */
  'of.mail.resent': { email: Text }
  /** Это письмо нельзя отправить ещё раз: его ссылка относится к завершённому действию. */
  'of.mail.r.notAgain': None
  /** Письмо больше не нужно: приглашение принято или отозвано, либо доступ закрыт. */
  'of.mail.r.over': None
  /** Такое письмо отправлено совсем недавно. Подождите и повторите. */
  'of.mail.r.tooSoon': None
  /** У этого человека теперь другой адрес. На прежний письмо не отправим. */
  'of.mail.r.addressChanged': None
  /** Приглашения сотрудников отправляет администратор */
  'of.mail.r.adminOnly': None
  /** Журнал действий */
  'of.audit.h1': None
  /** Кто */
  'of.audit.who': None
  /** Что сделал */
  'of.audit.what': None
  /** С чем */
  'of.audit.object': None
  /** Было */
  'of.audit.before': None
  /** Стало */
  'of.audit.after': None
  /** Адрес и устройство */
  'of.audit.ip': None
  /** Записи нельзя изменить или удалить */
  'of.audit.immutable': None
  /** Записей пока нет */
  'of.audit.empty': None
  /** Скачать CSV */
  'of.audit.export': None
  /** В файл попадёт всё, что отобрано фильтрами: до {max} записей */
  'of.audit.exportHint': { max: Text }
  /** Показаны первые {max} записей, это не всё. Сократите период или уточните фильтры. */
  'of.audit.exportCut': { max: Text }
  /** Без входа */
  'of.audit.nobody': None
  /** Изменения */
  'of.audit.changes': None
  /** Причина: {reason} */
  'of.audit.reason': { reason: Text }
  /** Кто, адрес и устройство */
  'of.audit.whoWhere': None
  /** Сотрудники {operatorShort} */
  'of.staff.h1': None
  /** Доступ закрыт: {name}. Все сеансы завершены. */
  'of.staff.disabled': { name: Text }
  /** Доступ возвращён: {name} */
  'of.staff.restored': { name: Text }
  /** Вход разблокирован, пароль прежний */
  'of.staff.unlocked': None
  /** Разблокировать вход */
  'of.staff.unlock': None
  /** Вернуть доступ */
  'of.staff.restore': None
  /** В команде с */
  'of.staff.since': None
  /** Открыто сеансов */
  'of.staff.sessions': None
  /** Действия */
  'of.staff.acts': None
  /** Сеансы завершатся сразу, ссылки из писем перестанут работать, запомненные браузеры будут забыты. Закроются и кабинеты компаний, если этот человек в них состоит. История останется, доступ можно вернуть. */
  'of.staff.disableBody': None
  /** Закрыть доступ? */
  'of.staff.disableQ': None
  /** Время */
  'of.time': None
  /** По этим условиям ничего не найдено. Измените или сбросьте фильтры. */
  'of.list.noMatch': None
  /** Клиент и договор появятся сразу, а на адрес из договора уйдёт приглашение для руководителя. */
  'of.new.lead': None
  /** Компания */
  'of.new.company': None
  /** Как в договоре, например ТОО «Ақжол Логистик» */
  'of.new.companyHint': None
  /** Договор */
  'of.new.contract': None
  /** Приглашение */
  'of.new.invitation': None
  /** Письмо придёт на электронную почту из договора. Ссылка действует {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}. */
  'of.new.invitationHint': { n: number }
  /** Имя и фамилия получателя */
  'of.new.person': None
  /** Добавить и пригласить */
  'of.new.submit': None
  /** № {contract} */
  'of.contract.no': { contract: Text }
  /** Добавить договор */
  'of.contract.add': None
  /** Договор № {contract} добавлен */
  'of.contract.added': { contract: Text }
  /** Дата договора */
  'of.contract.signedOn': None
  /** Адрес в договоре № {contract} */
  'of.contract.email': { contract: Text }
  /** Если по прежнему адресу ждёт приглашение, оно станет недействительным, а новое уйдёт на исправленный адрес. */
  'of.contract.emailLead': None
  /** Проверьте адрес по договору: на него уходит приглашение */
  'of.contract.emailHint': None
  /** Адрес договора изменён: {email} */
  'of.contract.emailChanged': { email: Text }
  /** Адрес изменён, новое приглашение отправлено на {email} */
  'of.contract.emailMoved': { email: Text }
  /** Причина */
  'of.reason': None
  /** Останется в журнале действий, клиент её не увидит */
  'of.reasonHint': None
  /** Помощь со входом */
  'of.person.help': None
  /** Доступ */
  'of.person.access': None
  /** Письма этому человеку */
  'of.person.letters': None
  /** Другие компании */
  'of.person.others': None
  /** Роль в бэк-офисе */
  'of.person.staff': None
  /** Вход закрыт для всех устройств с {datetime}: пароль несколько раз введён неверно. */
  'of.person.lockedAll': { datetime: Text }
  /** Вход закрыт для незнакомых устройств с {datetime}. С прежних устройств войти можно. */
  'of.person.lockedUnknown': { datetime: Text }
  /** Открыть вход */
  'of.person.unlock': None
  /** Почему открываете вход */
  'of.person.unlockReason': None
  /** Например: позвонил владелец, личность проверена. Пароль останется прежним. */
  'of.person.unlockHint': None
  /** Вход открыт, человеку отправлено письмо */
  'of.person.unlocked': None
  /** Вход и так открыт */
  'of.person.open': None
  /** Отправить ссылку для изменения пароля */
  'of.person.reset': None
  /** Человек сам задаст новый пароль по ссылке из письма. Сотрудники пароль не видят и не задают. */
  'of.person.resetP': None
  /** Ссылка для изменения пароля отправлена на {email} */
  'of.person.resetSent': { email: Text }
  /** Письмо недавно отправляли. Подождите немного и повторите. */
  'of.person.resetWait': None
  /** Убрать из компании */
  'of.person.remove': None
  /** Убрать {name} из {company}? */
  'of.person.removeQ': { name: Text; company: Text }
  /** Доступ к данным этой компании закроется сразу. Учётная запись, другие компании и история останутся. */
  'of.person.removeBody': None
  /** Закрыть доступ везде */
  'of.person.suspend': None
  /** Закрыть доступ для {name} во всех компаниях? */
  'of.person.suspendQ': { name: Text }
  /** Сеансы завершатся сразу, устройства будут забыты, ссылки из писем перестанут работать. */
  'of.person.suspendBody': None
  /** Доступ закрыт: {name} */
  'of.person.suspended': { name: Text }
  /** Доступ этого человека закрыт во всех компаниях. */
  'of.person.suspendedNow': None
  /** Открыть доступ */
  'of.person.restore': None
  /** Открыть доступ для {name}? */
  'of.person.restoreQ': { name: Text }
  /** Человек снова сможет войти со своим прежним паролем. */
  'of.person.restoreBody': None
  /** Доступ открыт: {name} */
  'of.person.restored': { name: Text }
  /** Счёт {account}: по данным банка поступило {stated}, а платежи в файле дают {found}. */
  'of.bank.warn.in': { account: Text; stated: Text; found: Text }
  /** Счёт {account}: по данным банка списано {stated}, а платежи в файле дают {found}. */
  'of.bank.warn.out': { account: Text; stated: Text; found: Text }
  /** Счёт {account}: остатки в файле не сходятся с оборотами. */
  'of.bank.warn.balance': { account: Text }
  /** Счёт {account}: в файле нет итогов, сверить платежи не с чем. */
  'of.bank.warn.noTotals': { account: Text }
  /** Возвраты талонов */
  'of.returns.h1': None
  /** Возвраты по состоянию */
  'of.returns.tabs': None
  /** Решённые */
  'of.returns.decided': None
  /** Возвратов на согласовании нет. */
  'of.returns.none': None
  /** Решённых возвратов пока нет. */
  'of.returns.noneDecided': None
  /** Вид */
  'of.returns.kind': None
  /** Возврат */
  'of.returns.kindReturn': None
  /** Аннулирование */
  'of.returns.kindVoid': None
  /** Сумма */
  'of.returns.sum': None
  /** Кто и когда запросил */
  'of.returns.asked': None
  /** Причина */
  'of.returns.reason': None
  /** Кто и когда решил */
  'of.returns.decidedBy': None
  /** Ответ клиенту */
  'of.returns.answer': None
  /** Одобрить */
  'of.returns.approve': None
  /** Вернуть {amount} */
  'of.returns.approveSum': { amount: Text }
  /** Талоны закроются, {amount} вернётся на счёт: {company}. Отменить это нельзя. */
  'of.returns.approveP': { amount: Text; company: Text }
  /** Талоны будут аннулированы как выпущенные по ошибке, {amount} вернётся на счёт: {company}. Отменить это нельзя. */
  'of.returns.voidP': { amount: Text; company: Text }
  /** Талоны останутся у клиента и снова будут действовать. */
  'of.returns.declineP': None
  /** Причина, её увидит клиент */
  'of.returns.declineReason': None
  /** Возврат одобрен, деньги на счёте клиента */
  'of.returns.approved': None
  /** Возврат отклонён */
  'of.returns.declined': None
  /** Запрос отозван */
  'of.returns.withdrawn': None
  /** Ждёт решения */
  'of.returns.d.waiting': None
  /** Одобрен */
  'of.returns.d.approved': None
  /** Отклонён */
  'of.returns.d.declined': None
  /** Отозван */
  'of.returns.d.withdrawn': None
  /** Выписка банка */
  'of.bank.h1': None
  /** Файл выписки в формате 1С */
  'of.bank.file': None
  /** В интернет-банке выберите выгрузку для 1С (1CClientBankExchange), файл .txt до 20 МБ. Один платёж не зачислится дважды, даже если он есть в нескольких файлах. */
  'of.bank.fileHint': None
  /** Загруженные выписки */
  'of.bank.recent': None
  /** Поступлений */
  'of.bank.incoming': None
  /** Не проведена */
  'of.bank.s.draft': None
  /** Проводится */
  'of.bank.s.posting': None
  /** Проведена */
  'of.bank.s.done': None
  /** Проверьте выписку */
  'of.bank.check': None
  /** Наш счёт */
  'of.bank.account': None
  /** Период */
  'of.bank.period': None
  /** {from} – {to} */
  'of.bank.days': { from: Text; to: Text }
  /** {n} на {amount} */
  'of.bank.heap': { n: Text; amount: Text }
  /** Разнесутся автоматически */
  'of.bank.n.auto': None
  /** Нужно решение */
  'of.bank.n.ask': None
  /** Уже загружены, пропустим */
  'of.bank.n.knownHead': None
  /** Списания, не проводим */
  'of.bank.n.outgoing': None
  /** Между нашими счетами, не проводим */
  'of.bank.n.own': None
  /** В валюте, не проводим */
  'of.bank.n.foreign': None
  /** Непонятно чьи, не проводим */
  'of.bank.n.unclear': None
  /** Нужно решение: {n} */
  'of.bank.n.waiting': { n: Text }
  /** Уже были загружены: {n} */
  'of.bank.n.known': { n: Text }
  /** Платежи с номером счёта и БИН клиента зачислятся сразу, и талоны по оплаченным счетам появятся у клиентов. Остальные встанут в очередь. */
  'of.bank.whatHappens': None
  /** Автоматически ничего не разнесём: все поступления встанут в очередь. Если файл обрезан, выгрузите его из банка заново. */
  'of.bank.doubtful': None
  /** Провести {n, plural, one {# поступление} few {# поступления} many {# поступлений} other {# поступления}} */
  'of.bank.submit': { n: number }
  /** Новых поступлений в выписке нет, проводить нечего. */
  'of.bank.nothing': None
  /** Эта выписка уже проводится или проведена */
  'of.bank.again': None
  /** Выписка проводится */
  'of.bank.posting': None
  /** Выписка проведена */
  'of.bank.doneH1': None
  /** Проведено {n} из {total}. Страницу можно закрыть. */
  'of.bank.progress': { n: Text; total: Text }
  /** Обработано поступлений: {n} */
  'of.bank.done': { n: Text }
  /** Перейти к неразнесённым */
  'of.bank.toQueue': None
  /** Другая выписка */
  'of.bank.another': None
  /** Удалить загруженную выписку? */
  'of.bank.discardQ': None
  /** Деньги по ней не зачислены. Файл можно загрузить снова. */
  'of.bank.discardBody': None
  /** Выписка удалена: {file} */
  'of.bank.discarded': { file: Text }
  /** Платежи выписки */
  'of.bank.lines': None
  /** В выписке нет платежей. */
  'of.bank.empty': None
  /** Плательщик или получатель */
  'of.bank.other': None
  /** Разнесутся сами */
  'of.bank.g.auto': None
  /** Нужно решение */
  'of.bank.g.ask': None
  /** Уже загружены */
  'of.bank.g.known': None
  /** Не поступления */
  'of.bank.g.rest': None
  /** Разнесётся сам */
  'of.bank.v.auto': None
  /** Нужно решение */
  'of.bank.v.ask': None
  /** Уже загружен */
  'of.bank.v.known': None
  /** Списание */
  'of.bank.v.outgoing': None
  /** Между своими счетами */
  'of.bank.v.own': None
  /** В валюте */
  'of.bank.v.foreign': None
  /** Непонятно */
  'of.bank.v.unclear': None
  /** Файл */
  'of.bank.fileName': None
  /** Удалить выписку */
  'of.bank.discard': None
  /** Скачать пример выписки по счетам этой демонстрации */
  'of.bank.sample': None
  /** Заказы клиентов */
  'of.orders.h1': None
  /** Номер заказа, клиент или БИН */
  'of.orders.search': None
  /** Браузер на АЗС без своей кассовой программы. Здесь появится код, его вводят на странице {address}. */
  'of.tills.addDevice.p': { address: Text }
  /** Добавить кассу с ключом */
  'of.tills.addTill': None
  /** Кассовая программа, которая работает через API. */
  'of.tills.addTill.p': None
  /** Название */
  'of.tills.name': None
  /** Например, Касса 1 */
  'of.tills.nameHint': None
  /** Вид */
  'of.tills.kind': None
  /** Браузер */
  'of.tills.kind.browser': None
  /** Касса с ключом */
  'of.tills.kind.till': None
  /** Последняя связь */
  'of.tills.seen': None
  /** Ещё не было */
  'of.tills.never': None
  /** Смена */
  'of.tills.shift': None
  /** Касс ещё нет */
  'of.tills.empty': None
  /** Код подключения */
  'of.tills.code.h1': None
  /** Откройте {address} в браузере на АЗС. Код подходит один раз и второй раз не показывается. */
  'of.tills.code.p': { address: Text }
  /** Ключ кассы */
  'of.tills.key.h1': None
  /** Ключ показан один раз. Внесите его в настройки кассовой программы сейчас: у нас хранится только его отпечаток. */
  'of.tills.key.p': None
  /** Отключить */
  'of.tills.revoke': None
  /** Со следующего запроса касса ничего не сможет. Прошлые операции останутся. Вернуть её можно только новым подключением. */
  'of.tills.revoke.p': None
  /** Отключить «{name}»? */
  'of.tills.revoke.h1': { name: Text }
  /** Отключить: {name} */
  'of.tills.revoke.of': { name: Text }
  /** «{name}» отключена */
  'of.tills.revoked': { name: Text }
  /** Новое устройство */
  'of.tills.newDevice': None
  /** Новая касса с ключом */
  'of.tills.newTill': None
  /** Кассиры */
  'of.cashiers.h': None
  /** Добавить кассира */
  'of.cashiers.add': None
  /** Имя */
  'of.cashiers.name': None
  /** ПИН, от 4 до 6 цифр */
  'of.cashiers.pin': None
  /** Передайте его кассиру лично */
  'of.cashiers.pinHint': None
  /** Кассиров ещё нет */
  'of.cashiers.empty': None
  /** На смене: {place} */
  'of.cashiers.on': { place: Text }
  /** Последняя смена */
  'of.cashiers.last': None
  /** Кассир добавлен */
  'of.cashiers.added': None
  /** ПИН изменён */
  'of.cashiers.changed': None
  /** Кассир удалён из списка */
  'of.cashiers.removed': None
  /** Новый ПИН */
  'of.cashiers.newPin': None
  /** Убрать из списка */
  'of.cashiers.remove': None
  /** После этого войти с этим ПИН будет нельзя. Открытую смену закроет он сам или следующий кассир. */
  'of.cashiers.remove.p': None
  /** Найти карту */
  'of.card.find': None
  /** Номер карты, последние 4 цифры или госномер */
  'of.card.findHint': None
  /** Такой карты нет. Проверьте номер. */
  'of.card.noMatch': None
  /** Показаны первые {n}. Уточните поиск. */
  'of.card.most': { n: Text }
  /** Выпуск карт */
  'of.card.tabs': None
  /** Изготовить */
  'of.card.tab.ordered': None
  /** Выдать */
  'of.card.tab.produced': None
  /** Активировать */
  'of.card.tab.delivered': None
  /** Отметить изготовленными */
  'of.card.act.produced': None
  /** Отметить выданными */
  'of.card.act.delivered': None
  /** Активировать отмеченные */
  'of.card.act.active': None
  /** {n, plural, one {Отмечена # карта} few {Отмечено # карты} many {Отмечено # карт} other {Отмечено # карты}} */
  'of.card.moved': { n: number }
  /** Ничего не изменилось: отметьте карты или обновите страницу. */
  'of.card.movedNone': None
  /** Здесь сейчас нет карт */
  'of.card.noWork': None
  /** Номера для изготовителя, CSV */
  'of.card.numbers': None
  /** Карта */
  'of.card.number': None
  /** Номер на карте */
  'of.card.printed': None
  /** Заказана */
  'of.card.ordered': None
  /** Куда доставить */
  'of.card.deliverTo': None
  /** Заблокировать карту */
  'of.card.block': None
  /** Заблокировать карту {number}? */
  'of.card.blockQ': { number: Text }
  /** Карта {number} заблокирована */
  'of.card.blocked': { number: Text }
  /** Разблокировать карту {number}? */
  'of.card.unblockQ': { number: Text }
  /** Снимается только наша блокировка. Блокировка компании и ПИН остаются. */
  'of.card.unblockP': None
  /** Карта {number} разблокирована */
  'of.card.unblocked': { number: Text }
  /** Карта {number}: {reason} */
  'of.card.notDone': { number: Text; reason: Text }
  /** Заблокирована нами. {reason} */
  'of.card.byUs': { reason: Text }
  /** Заблокирована компанией: снимает она сама. */
  'of.card.byClient': None
  /** ПИН заблокирован: компания задаёт новый. */
  'of.card.byPin': None
  /** Любое */
  'of.card.anyFuel': None
  /** Лимиты */
  'of.card.limits': None
  /** с адреса {ip} */
  'of.card.fromIp': { ip: Text }
  /** Найти что угодно */
  'of.search.h1': None
  /** Талон, карта, операция с чека, имя операции на кассе, счёт, БИН или название */
  'of.search.hint': None
  /** Введите номер, который вам назвали. */
  'of.search.empty': None
  /** Ничего не найдено. Проверьте цифры. */
  'of.search.nothing': None
  /** Показаны первые {n}. Введите больше. */
  'of.search.most': { n: Text }
  /** Операции касс */
  'of.search.operations': None
  /** Где */
  'of.search.at': None
  /** Чем */
  'of.search.by': None
  /** Талон {number} */
  'of.search.coupon': { number: Text }
  /** Карта {number} */
  'of.search.card': { number: Text }
  /** Подозрительные заправки */
  'of.signs.h1': None
  /** Ждут решения */
  'of.signs.open': None
  /** Решённые */
  'of.signs.decided': None
  /** Подозрительных заправок нет */
  'of.signs.none': None
  /** Решений пока нет */
  'of.signs.noneDecided': None
  /** Клиент сказал */
  'of.signs.client': None
  /** Решение */
  'of.signs.decision': None
  /** Признак */
  'of.signs.f.sign': None
  /** Ответ клиента */
  'of.signs.f.client': None
  /** Баллов не меньше */
  'of.signs.f.score': None
  /** Компания или БИН */
  'of.signs.f.q': None
  /** Всё в порядке */
  'of.signs.fine': None
  /** Разбираться дальше */
  'of.signs.dispute': None
  /** Заблокировать карту */
  'of.signs.block': None
  /** Ваше решение */
  'of.signs.decide.h': None
  /** Решение и комментарий увидит клиент. «Всё в порядке» и блокировка окончательны. */
  'of.signs.decide.p': None
  /** Решение записано */
  'of.signs.done': None
  /** Подозрительные заправки */
  'of.signs.ofCard': None
  /** Всего */
  'of.signs.total': None
  /** Заправка по талону: заблокируйте его на странице талона. */
  'of.signs.noCard': None
  /** Смены касс */
  'of.shifts.h1': None
  /** Какие смены */
  'of.shifts.tabs': None
  /** Все закрытые */
  'of.shifts.all': None
  /** Не сверены */
  'of.shifts.waiting': None
  /** Закрытых смен ещё нет. */
  'of.shifts.none': None
  /** Все смены отключённых касс сверены. */
  'of.shifts.noneWaiting': None
  /** Закрыта */
  'of.shifts.closedAt': None
  /** Открыта */
  'of.shifts.openedAt': None
  /** АЗС */
  'of.shifts.place': None
  /** Смена {no, number}: {name} */
  'of.shifts.report': { no: number; name: Text }
  /** Закрыта кассой */
  'of.shifts.state.closed': None
  /** Касса отключена, не сверена */
  'of.shifts.state.withdrawn': None
  /** Сверена */
  'of.shifts.state.reconciled': None
  /** Кассу отключили при открытой смене: итоги посчитали мы. Сверьте их с тем, что насчитала АЗС. */
  'of.shifts.withdrawn.p': None
  /** {n, plural, one {# разрешённый отпуск не записан} few {# разрешённых отпуска не записаны} many {# разрешённых отпусков не записаны} other {# разрешённого отпуска не записаны}}. Узнайте у АЗС, сколько отпущено. */
  'of.shifts.open': { n: number }
  /** Итоги по топливу */
  'of.shifts.sums': None
  /** В этой смене ничего не отпускали. */
  'of.shifts.nothing': None
  /** Операции смены */
  'of.shifts.operations': None
  /** Что показала сверка */
  'of.shifts.note': None
  /** Например: сошлось; или чего не хватило и почему */
  'of.shifts.note.hint': None
  /** Сверить смену */
  'of.shifts.reconcile.h': None
  /** Сверено */
  'of.shifts.reconcile': None
  /** Сверка записана */
  'of.shifts.done': None
  /** Кредит клиентов */
  'of.credits.h1': None
  /** Договоры, по которым карты заправляют в долг: сначала те, где ждут решения, затем по сроку оплаты. */
  'of.credits.p': None
  /** Кредита ни у кого нет */
  'of.credits.none': None
  /** Кредит по договору {contract} */
  'of.credit.h1': { contract: Text }
  /** Изменить кредит */
  'of.credit.change': None
  /** Изменение вступит в силу, когда его утвердит другой сотрудник. */
  'of.credit.change.p': None
  /** Лимит кредита, ₸ */
  'of.credit.limit': None
  /** Отсрочка, дней */
  'of.credit.days': None
  /** Основание */
  'of.credit.reason': None
  /** Отправить на утверждение */
  'of.credit.ask': None
  /** Изменение ждёт утверждения другим сотрудником */
  'of.credit.asked': None
  /** Ждёт утверждения */
  'of.credit.waiting': None
  /** Было */
  'of.credit.was': None
  /** Станет */
  'of.credit.becomes': None
  /** Изменения кредита */
  'of.credit.history': None
  /** Утвердить */
  'of.credit.approve': None
  /** Карты клиента «{company}» смогут заправлять в долг в этих пределах со следующей заправки. */
  'of.credit.approve.p': { company: Text }
  /** Утвердить лимит {amount} */
  'of.credit.approveSum': { amount: Text }
  /** Условия останутся прежними. Напишите коллеге, почему. */
  'of.credit.decline.p': None
  /** Кредит изменён */
  'of.credit.approved': None
  /** Изменение отклонено */
  'of.credit.declined': None
  /** Изменение отозвано */
  'of.credit.withdrawn': None
  /** Заправки */
  'of.refuels.h1': None
  /** Всё, о чём просили терминалы сети: заправки, отказы и возвраты. */
  'of.refuels.p': None
  /** БИН клиента */
  'of.refuels.bin': None
  /** Заправки */
  'of.refuels.refuels': None
  /** Отказы */
  'of.refuels.refusals': None
  /** Возвраты и отмены */
  'of.refuels.refunds': None
  /** За эти дни таких операций нет */
  'of.refuels.none': None
  /** Загрузить изготовленные карты */
  'of.made.h1': None
  /** Файл изготовителя: номер на карте и, если есть, номер чипа (NFC UID). Ничего не изменится, пока вы не проверите строки. */
  'of.made.p': None
  /** Файл Excel или CSV */
  'of.made.file': None
  /** До {max, number} строк. Столбец чипа назовите «NFC UID». */
  'of.made.fileHint': { max: number }
  /** Проверьте изготовленные карты */
  'of.made.check': None
  /** {n, plural, one {Принять # карту} few {Принять # карты} many {Принять # карт} other {Принять # карты}} */
  'of.made.take': { n: number }
  /** Файл ничего не меняет: эти карты уже отмечены. */
  'of.made.nothing': None
  /** С ошибкой */
  'of.made.wrong': None
  /** Чип */
  'of.made.chip': None
  /** Изготовлена */
  'of.made.v.made': None
  /** Уже отмечена */
  'of.made.v.known': None
  /** Номер не наш */
  'of.made.v.unknown': None
  /** Карта больше не действует */
  'of.made.v.over': None
  /** Номер чипа не читается */
  'of.made.v.chipFormat': None
  /** Чип уже у другой карты */
  'of.made.v.chipTaken': None
  /** Повтор в файле */
  'of.made.v.twice': None
  /** Возврат топлива */
  'of.refunds.h1': None
  /** Топливо, за которое клиент заплатил: один сотрудник запрашивает возврат, другой решает. */
  'of.refunds.p': None
  /** Сколько вернуть */
  'of.refunds.volume': None
  /** Запросить возврат */
  'of.refunds.ask': None
  /** Литры вернутся на талон или карту по цене этой заправки, когда согласится другой сотрудник. В смену кассы возврат не войдёт. */
  'of.refunds.ask.p': None
  /** Возврат запрошен. Решит другой сотрудник. */
  'of.refunds.asked': None
  /** Возврат ждёт решения */
  'of.refunds.waiting': None
  /** Вернуть {volume} */
  'of.refunds.give': { volume: Text }
  /** Литры вернутся клиенту: {company}. Если талон или карта уже закрыты, деньги вернутся на счёт. Отменить это нельзя. */
  'of.refunds.approveP': { company: Text }
  /** Заправка останется как есть. */
  'of.refunds.declineP': None
  /** Топливо возвращено */
  'of.refunds.approved': None
  /** В возврате отказано */
  'of.refunds.declined': None
  /** Запрос отозван */
  'of.refunds.withdrawn': None
  /** Заправка {number} */
  'of.refuel.h1': { number: Text }
  /** Обращения по заправкам */
  'of.disputes.h1': None
  /** Клиент сообщил, что заправлялся не он. */
  'of.disputes.p': None
  /** Обращения по состоянию */
  'of.disputes.tabs': None
  /** Ждут ответа */
  'of.disputes.open': None
  /** С ответом */
  'of.disputes.answered': None
  /** Обращений без ответа нет. */
  'of.disputes.none': None
  /** Обращений с ответом пока нет. */
  'of.disputes.noneAnswered': None
  /** Заправка */
  'of.disputes.refuel': None
  /** Взять в работу */
  'of.disputes.take': None
  /** Обращение в работе у вас */
  'of.disputes.taken': None
  /** У кого в работе */
  'of.disputes.takenBy': None
  /** Принять и запросить возврат */
  'of.disputes.accept': None
  /** Возврат одобрит другой сотрудник. Если он откажет, обращение снова будет ждать ответа. */
  'of.disputes.accept.p': None
  /** Обращение принято, возврат запрошен */
  'of.disputes.accepted': None
  /** Принять обращение и запросить возврат может бухгалтер. */
  'of.disputes.accountant': None
  /** Отклонить */
  'of.disputes.decline': None
  /** Почему, это прочитает клиент */
  'of.disputes.why': None
  /** Обращение отклонено, клиент увидит ответ */
  'of.disputes.declined': None
  /** Обращение по заправке {number} */
  'of.dispute.h1': { number: Text }
  /** Ограничения отпуска */
  'of.ration.h1': None
  /** Когда топлива не хватает: сколько в сутки отпускаем на один талон или карту. Клиенты и водители читают об этом сразу. */
  'of.ration.p': None
  /** Ввести ограничение */
  'of.ration.new': None
  /** Сначала покажем, как это прочтут клиенты и водители. */
  'of.ration.lead': None
  /** Действуют и назначены */
  'of.ration.now': None
  /** Ограничений нет */
  'of.ration.none': None
  /** Закончились */
  'of.ration.past': None
  /** Литров в сутки */
  'of.ration.volume': None
  /** На один талон или карту. Считается всё, что по ним отпущено за сутки на любых АЗС. */
  'of.ration.volumeHint': None
  /** Действует до */
  'of.ration.until': None
  /** Без времени – до начала этого дня. Прекратить можно и раньше. */
  'of.ration.untilHint': None
  /** Причина */
  'of.ration.reason': None
  /** Её прочтут клиенты и водители. Где перевода нет, покажем русский текст. */
  'of.ration.reasonHint': None
  /** Проверьте ограничение */
  'of.ration.check': None
  /** Так его прочтут клиенты и водители. Кассы начнут соблюдать его сразу, как оно начнётся. */
  'of.ration.check.p': None
  /** Ввести */
  'of.ration.declare': None
  /** Ограничение введено */
  'of.ration.declared': None
  /** Прекратить */
  'of.ration.end': None
  /** Ограничение прекращено */
  'of.ration.ended': None
  /** Это ограничение уже закончилось */
  'of.ration.gone': None
  /** Действует */
  'of.ration.active': None
  /** Назначено */
  'of.ration.ahead': None
  /** Закончилось */
  'of.ration.over': None
  /** Отменено */
  'of.ration.calledOff': None
  /** Нужен файл CSV или XLSX. Сохраните таблицу в одном из этих форматов. */
  'err.of.csv.type': None
  /** Файл больше {size}. Разделите его на части. */
  'err.of.csv.size': { size: Text }
  /** Казахские буквы в файле испорчены. Сохраните его в UTF-8. */
  'err.of.csv.encoding': None
  /** Не найден столбец «{column}». Возьмите образец файла и сверьте заголовки. */
  'err.of.csv.cols': { column: Text }
  /** Строка {n}: {problem} */
  'err.of.csv.row': { n: Text; problem: Text }
  /** БИН в Excel потерял нули в начале. Задайте столбцу формат «Текстовый». */
  'err.of.csv.zero': None
  /** Выберите файл */
  'err.of.csv.none': None
  /** В файле нет строк с данными. Проверьте, тот ли это файл. */
  'err.of.csv.empty': None
  /** В файле больше {max} строк. Разделите его на части. */
  'err.of.csv.rows': { max: Text }
  /** В строке {n} открыта кавычка, которая нигде не закрыта. Исправьте её и загрузите файл снова. */
  'err.of.csv.quotes': { n: Text }
  /** Повторяет строку {n} */
  'err.of.csv.inFile': { n: Text }
  /** Уже работает в кабинете этой компании */
  'err.of.csv.member': None
  /** Приглашение уже отправлено {date} и ещё действует */
  'err.of.csv.invited': { date: Text }
  /** В строке больше ячеек, чем столбцов. Возьмите текст с разделителем внутри в кавычки. */
  'err.of.csv.torn': None
  /** Excel округлил БИН до {value}. Задайте столбцу формат «Текстовый» и введите номер заново. */
  'err.of.csv.exp': { value: Text }
  /** Название длиннее 200 знаков. Сократите его. */
  'err.of.csv.nameLong': None
  /** Введите номер договора */
  'err.of.csv.contractEmpty': None
  /** Номер договора длиннее 60 знаков. Проверьте его. */
  'err.of.csv.contractLong': None
  /** Введите электронную почту */
  'err.of.csv.emailEmpty': None
  /** Дата договора не распознана или ещё не наступила. Введите её как 05.03.2026. */
  'err.of.csv.date': None
  /** Неизвестный язык «{value}». Укажите ru, kk или en. */
  'err.of.csv.lang': { value: Text }
  /** Неизвестная роль «{value}». Возьмите роль из образца или оставьте пустой. */
  'err.of.csv.role': { value: Text }
  /** Договор № {contract} принадлежит компании с другим БИН. Проверьте номер договора и БИН. */
  'err.of.csv.contractTaken': { contract: Text }
  /** Этот номер договора стоит в строке {n} с другим БИН. Исправьте одну из строк. */
  'err.of.csv.contractInFile': { n: Text }
  /** Этот БИН стоит в строке {n} с другим названием. Исправьте одну из строк. */
  'err.of.csv.nameInFile': { n: Text }
  /** Этот БИН принадлежит другой компании: {name}. Проверьте БИН или добавьте договор в её карточке. */
  'err.of.csv.otherName': { name: Text }
  /** Для договора № {contract} указан другой адрес руководителя. Исправьте адрес в карточке клиента или выберите другую роль. */
  'err.of.csv.otherEmail': { contract: Text }
  /** Не отправлено из-за сбоя на нашей стороне. Загрузите эту строку ещё раз. */
  'err.of.csv.broken': None
  /** Это не выписка в формате 1С. Выгрузите её из банка как «1CClientBankExchange». */
  'err.of.bank.format': None
  /** В выписке чужой счёт {iban}. Выберите выписку по счёту {operatorShort}. */
  'err.of.bank.account': { iban: Text }
  /** Эти платежи уже загружены: {n}. Новых нет. */
  'err.of.bank.dup': { n: Text }
  /** Выберите файл выписки. */
  'err.of.bank.none': None
  /** Файл пустой. Выгрузите выписку из банка ещё раз. */
  'err.of.bank.empty': None
  /** Файл больше {size}. Выгрузите выписку за меньший срок. */
  'err.of.bank.size': { size: Text }
  /** Буквы в файле испорчены. Выгрузите выписку в кодировке Windows или UTF-8. */
  'err.of.bank.encoding': None
  /** В выписке не указан ни один наш счёт. Выгрузите её из банка заново. */
  'err.of.bank.noAccount': None
  /** Строка {n}: раздел начат, но не закончен. Файл обрезан или повреждён, выгрузите его заново. */
  'err.of.bank.open': { n: Text }
  /** Строка {n} не относится ни к одному платежу. Файл повреждён, выгрузите его заново. */
  'err.of.bank.stray': { n: Text }
  /** Строка {n}: поле указано второй раз с другим значением. Сверьте платёж с банком. */
  'err.of.bank.twice': { n: Text }
  /** Строка {n}: сумма не читается. Выгрузите файл из банка заново. */
  'err.of.bank.amount': { n: Text }
  /** Строка {n}: дата не читается. Выгрузите файл из банка заново. */
  'err.of.bank.day': { n: Text }
  /** Строка {n}: в платеже нет суммы. Выгрузите файл из банка заново. */
  'err.of.bank.noAmount': { n: Text }
  /** Строка {n}: в платеже нет даты. Выгрузите файл из банка заново. */
  'err.of.bank.noDay': { n: Text }
  /** Наш счёт (ИИК) не указан. Администратор вводит его в реквизитах компании. */
  'err.of.bank.ours': None
  /** Разносится больше, чем пришло: лишние {amount}. Уменьшите сумму. */
  'err.of.pay.over': { amount: Text }
  /** Выберите клиента. */
  'err.of.pay.client': None
  /** Клиента с таким БИН нет. Проверьте цифры или добавьте клиента. */
  'err.of.pay.noClient': None
  /** Введите сумму. */
  'err.of.pay.amountEmpty': None
  /** Сумма не распознана. Введите её как 33800,50. */
  'err.of.pay.amount': None
  /** Дата в будущем или раньше прошлого года. Проверьте её. */
  'err.of.pay.day': None
  /** Введите номер платёжного поручения. */
  'err.of.pay.number': None
  /** Укажите сумму хотя бы для одного счёта. */
  'err.of.pay.noParts': None
  /** По этому счёту осталось оплатить {amount}. Уменьшите сумму. */
  'err.of.pay.invoiceOver': { amount: Text }
  /** Номер счёта не распознан. Введите его как 2026-000123. */
  'err.of.pay.invoiceFormat': None
  /** У этого клиента нет счёта № {number}. Проверьте номер. */
  'err.of.pay.invoiceUnknown': { number: Text }
  /** Счёт № {number} оплачен, отменён или просрочен. Уберите его. */
  'err.of.pay.invoiceClosed': { number: Text }
  /** Клиент уже потратил эти деньги: на авансе не хватает {amount}. Сначала верните талоны. */
  'err.of.pay.spent': { amount: Text }
  /** На авансе не хватает {amount}. Уменьшите сумму. */
  'err.of.pay.refundOver': { amount: Text }
  /** Введите счёт получателя. */
  'err.of.pay.iban.empty': None
  /** Счёт состоит из 20 знаков и начинается с KZ. Проверьте его. */
  'err.of.pay.iban.format': None
  /** В счёте ошибка: контрольные цифры не сходятся. Проверьте каждый знак. */
  'err.of.pay.iban.check': None
  /** Это наш собственный счёт. Введите счёт клиента. */
  'err.of.pay.iban.ours': None
  /** Клиентов должно быть не меньше двух. Одному отдайте поступление целиком. */
  'err.of.pay.split.few': None
  /** Вместе должно быть ровно {amount}. */
  'err.of.pay.split.sum': { amount: Text }
  /** Клиента с таким БИН нет. */
  'err.of.pay.split.unknown': None
  /** Этот клиент уже указан выше. */
  'err.of.pay.split.twice': None
  /** Цена должна быть больше нуля. Введите цену за литр. */
  'err.of.price.zero': None
  /** Цена меняется больше чем на {percent}. Проверьте и подтвердите ещё раз. */
  'err.of.price.jump': { percent: Text }
  /** Цену нельзя ввести задним числом. Выберите время в будущем. */
  'err.of.price.past': None
  /** Цена не распознана. Введите тенге за литр, например 245,50. */
  'err.of.price.format': None
  /** Введите хотя бы одну новую цену */
  'err.of.price.none': None
  /** Выберите хотя бы одну АЗС или всю сеть */
  'err.of.price.stations': None
  /** Введите время как 08:00 */
  'err.of.price.hour': None
  /** Эти цены уже действуют, менять нечего */
  'err.of.price.nothing': None
  /** Пока вы смотрели, цены изменил кто-то другой. Проверьте ещё раз. */
  'err.of.price.changed': None
  /** Своё действие подтверждает другой сотрудник. Передайте его на согласование. */
  'err.of.self': None
  /** Обслуживание компании приостановлено. Сначала возобновите его. */
  'err.of.inv.clientInactive': None
  /** Договор приостановлен или расторгнут */
  'err.of.inv.contractInactive': None
  /** Доступ этому человеку закрыт. Сначала верните его. */
  'err.of.inv.personSuspended': None
  /** Клиент с таким БИН уже есть. Найдите его в списке и добавьте договор в его карточке. */
  'err.of.client.bin': None
  /** Обслуживание клиента приостановлено. Сначала возобновите его. */
  'err.of.client.inactive': None
  /** Введите номер договора */
  'err.of.contract.number': None
  /** Дата договора не может быть в будущем или раньше ноября 1993 года. Проверьте её. */
  'err.of.contract.date': None
  /** Договор № {contract} уже записан за другим клиентом или повторяется. Проверьте номер. */
  'err.of.contract.taken': { contract: Text }
  /** Доступ этого человека закрыт. Сначала откройте его или укажите другой адрес. */
  'err.of.person.suspended': None
  /** Это сотрудник {operatorShort}. Его доступ закрывает и открывает администратор. */
  'err.of.person.colleague': None
  /** Это единственный администратор. Сначала назначьте другого. */
  'err.of.person.lastAdmin': None
  /** Укажите причину: она останется в журнале действий */
  'err.of.reason': None
  /** Выберите роль */
  'err.of.role': None
  /** Текст длиннее {max} символов. Сократите его. */
  'err.of.tooLong': { max: Text }
  /** Выберите роль */
  'err.of.staff.role': None
  /** {email} уже есть среди сотрудников */
  'err.of.staff.member': { email: Text }
  /** Свою роль и доступ меняет другой администратор */
  'err.of.staff.self': None
  /** Это последний администратор. Сначала назначьте другого. */
  'err.of.staff.lastAdmin': None
  /** Это уже сделано */
  'err.of.staff.already': None
  /** Введите номер АЗС */
  'err.of.station.number': None
  /** Введите название АЗС */
  'err.of.station.name': None
  /** Координаты не распознаны или лежат вне Казахстана. Скопируйте их с карты: 43.23890, 76.94500. */
  'err.of.station.point': None
  /** АЗС с таким номером уже есть. Проверьте номер. */
  'err.of.station.taken': None
  /** Укажите причину: её увидит клиент */
  'err.of.returnReason': None
  /** Введите название до {max} знаков. */
  'err.of.tills.name': { max: Text }
  /** На этой АЗС уже есть касса с таким названием. */
  'err.of.tills.taken': None
  /** Введите имя до {max} знаков. */
  'err.of.cashiers.name': { max: Text }
  /** На этой АЗС уже есть кассир с таким именем. Добавьте отчество или номер. */
  'err.of.cashiers.taken': None
  /** Введите от 4 до 6 цифр. */
  'err.of.cashiers.pin': None
  /** Такой ПИН угадают сразу. Возьмите не подряд и не одинаковые цифры. */
  'err.of.cashiers.trivial': None
  /** Выберите один из вариантов */
  'err.of.policy.choose': None
  /** Введите целое число дней от {min} до {max}. */
  'err.of.policy.days': { min: Text; max: Text }
  /** Введите литры больше нуля или оставьте поле пустым. */
  'err.of.policy.litres': None
  /** Введите скидку от 0 до {max} процентов, с точностью до 0,1. */
  'err.of.policy.discount': { max: Text }
  /** Условия договора тем временем изменил другой сотрудник. Проверьте ещё раз, что получится. */
  'err.of.policy.changed': None
  /** Без этого счёт не оплатить. Заполните поле. */
  'err.of.seller.needed': None
  /** ИИК начинается с KZ, в нём 20 знаков. Проверьте по письму банка. */
  'err.of.seller.iik': None
  /** В ИИК ошибка: контрольные цифры не сходятся. Проверьте по письму банка. */
  'err.of.seller.iikCheck': None
  /** В БИК 8 знаков, например KKMFKZ2A. */
  'err.of.seller.bik': None
  /** Кбе состоит из двух цифр, например 17. */
  'err.of.seller.kbe': None
  /** КНП состоит из трёх цифр, например 710. */
  'err.of.seller.knp': None
  /** Реквизиты тем временем изменил другой сотрудник. Проверьте ещё раз, что получится. */
  'err.of.seller.changed': None
  /** Один из счетов не распознан. Счёт начинается с KZ, в нём 20 знаков; каждый на своей строке. */
  'err.of.seller.otherIiks': None
  /** Напишите, что показала сверка, не длиннее {max, number} знаков. */
  'err.of.shifts.note': { max: number }
  /** Отсрочка — от 1 до {max} дней. */
  'err.of.credit.days': { max: Text }
  /** Напишите основание. */
  'err.of.credit.reason': None
  /** Такой кредит уже действует. Измените лимит или срок. */
  'err.of.credit.same': None
  /** Клиент уже должен {amount}. Лимит не может быть меньше долга. */
  'err.of.credit.owes': { amount: Text }
  /** Договор закрыт, кредит по нему не меняют. */
  'err.of.credit.closed': None
  /** Другое изменение уже ждёт утверждения */
  'err.of.credit.waiting': None
  /** Проверьте БИН: в нём 12 цифр и последняя должна сходиться. */
  'err.of.refuels.bin': None
  /** Период больше {n, plural, one {# дня} few {# дней} many {# дней} other {# дня}}. Сократите его или укажите клиента. */
  'err.of.refuels.range': { n: number }
  /** Выберите файл изготовителя. */
  'err.of.made.none': None
  /** В файле нет строк. Проверьте, тот ли это файл. */
  'err.of.made.empty': None
  /** Файл повреждён: кавычка не закрыта. Сохраните его заново как CSV. */
  'err.of.made.broken': None
  /** В файле нет номеров из 19 цифр. Excel мог их округлить: сделайте столбец текстовым. */
  'err.of.made.number': None
  /** В файле больше 500 строк. Разделите его. */
  'err.of.made.rows': None
  /** Вернуть можно не больше {volume}: столько оплачено и ещё не возвращено. */
  'err.of.refund.tooMuch': { volume: Text }
  /** По этой заправке возврат уже запрошен */
  'err.of.refund.waiting': None
  /** Напишите, почему: клиент прочитает это у заправки */
  'err.of.dispute.why': None
  /** Введите литры в сутки, больше нуля */
  'err.of.ration.volume': None
  /** Введите день, до которого действует ограничение */
  'err.of.ration.until': None
  /** Конец должен быть позже начала и позже этой минуты */
  'err.of.ration.order': None
  /** Напишите причину, до 200 знаков */
  'err.of.ration.reason': None
  /** Это старый формат Excel (.xls). Сохраните таблицу как .xlsx или CSV. */
  'err.table.old': None
  /** Файл закрыт паролем. Снимите пароль и сохраните таблицу как .xlsx или CSV. */
  'err.table.locked': None
  /** В файле слишком много данных. Оставьте в нём один лист с нужными строками и сохраните как .xlsx или CSV. */
  'err.table.big': None
  /** Файл не открывается. Сохраните таблицу заново как .xlsx или CSV. */
  'err.table.broken': None
  /** Приглашён сотрудник */
  'audit.staffInvited': None
  /** Отправлено приглашение */
  'audit.invitationSent': None
  /** Приглашение отправлено ещё раз */
  'audit.invitationResent': None
  /** Приглашение отозвано */
  'audit.invitationWithdrawn': None
  /** Приглашение принято, учётная запись создана */
  'audit.invitationAccepted': None
  /** Приглашение принято с имеющейся учётной записью */
  'audit.invitationJoined': None
  /** Показана ссылка приглашения */
  'audit.invitationLinkShown': None
  /** Проверен список приглашений */
  'audit.batchChecked': None
  /** Отправлен список приглашений */
  'audit.batchSent': None
  /** Подана заявка на регистрацию */
  'audit.registrationRequested': None
  /** Адрес в заявке подтверждён */
  'audit.registrationConfirmed': None
  /** Заявка одобрена */
  'audit.registrationApproved': None
  /** Заявка отклонена */
  'audit.registrationDeclined': None
  /** Вход */
  'audit.signInSucceeded': None
  /** Неверный пароль */
  'audit.signInFailed': None
  /** Вход заблокирован */
  'audit.signInLocked': None
  /** Вход разблокирован */
  'audit.signInUnlocked': None
  /** Выход */
  'audit.signedOut': None
  /** Сеанс завершён */
  'audit.sessionEnded': None
  /** Завершены другие сеансы */
  'audit.sessionsEnded': None
  /** Пароль подтверждён ещё раз */
  'audit.identityProved': None
  /** Пароль не подтверждён */
  'audit.identityRefused': None
  /** Запрошена ссылка для нового пароля */
  'audit.passwordResetRequested': None
  /** Пароль восстановлен по ссылке */
  'audit.passwordReset': None
  /** Пароль изменён */
  'audit.passwordChanged': None
  /** Запрошена смена почты */
  'audit.emailChangeRequested': None
  /** Смена почты подтверждена */
  'audit.emailChangeConfirmed': None
  /** Почта изменена */
  'audit.emailChanged': None
  /** Смена почты отменена */
  'audit.emailChangeCancelled': None
  /** Владелец сообщил: «Это не я» */
  'audit.accountReported': None
  /** Доступ закрыт */
  'audit.accountSuspended': None
  /** Доступ возвращён */
  'audit.accountRestored': None
  /** Учётная запись удалена */
  'audit.accountClosed': None
  /** Изменён профиль */
  'audit.profileChanged': None
  /** Изменена роль сотрудника компании */
  'audit.personRoleChanged': None
  /** Сотрудник компании убран из кабинета */
  'audit.personRemoved': None
  /** Изменена роль сотрудника {operatorShort} */
  'audit.staffRoleChanged': None
  /** Добавлен клиент */
  'audit.clientAdded': None
  /** Клиент приостановлен */
  'audit.clientSuspended': None
  /** Обслуживание клиента возобновлено */
  'audit.clientRestored': None
  /** Кабинет открыт для просмотра */
  'audit.clientViewed': None
  /** Добавлен договор */
  'audit.contractAdded': None
  /** Изменена почта в договоре */
  'audit.contractEmailChanged': None
  /** Письмо отправлено ещё раз */
  'audit.letterResent': None
  /** Скачан журнал действий */
  'audit.exported': None
  /** Роль */
  'audit.f.role': None
  /** Номер */
  'audit.f.number': None
  /** Компания */
  'audit.f.company': None
  /** БИН/ИИН */
  'audit.f.bin': None
  /** Электронная почта */
  'audit.f.email': None
  /** Имя или название */
  'audit.f.name': None
  /** Телефон */
  'audit.f.phone': None
  /** Язык */
  'audit.f.lang': None
  /** Количество */
  'audit.f.count': None
  /** Дата договора */
  'audit.f.signedOn': None
  /** Состояние */
  'audit.f.state': None
  /** Строк */
  'audit.f.rows': None
  /** Готовы к отправке */
  'audit.f.ready': None
  /** Фильтры */
  'audit.f.filter': None
  /** Письмо */
  'audit.f.template': None
  /** Причина */
  'audit.f.reason': None
  /** IP-адрес */
  'audit.f.ip': None
  /** Устройство */
  'audit.f.device': None
  /** До */
  'audit.f.until': None
  /** Сумма */
  'audit.f.tiyn': None
  /** Откуда оплата */
  'audit.f.from': None
  /** Источник */
  'audit.f.source': None
  /** Водитель */
  'audit.f.driver': None
  /** Топливо */
  'audit.f.product': None
  /** Новые талоны */
  'audit.f.into': None
  /** Действует до */
  'audit.f.validTo': None
  /** Госномер */
  'audit.f.plate': None
  /** Автомобиль */
  'audit.f.vehicle': None
  /** Группа */
  'audit.f.group': None
  /** Топливо */
  'audit.f.products': None
  /** Права руководителя переданы */
  'audit.personHandedOver': None
  /** Просмотр кабинета клиента */
  'look.bar': None
  /** Роль: {role}. До {time}. */
  'look.as': { role: Text; time: Text }
  /** Открыт просмотр кабинета {company} */
  'look.open': { company: Text }
  /** Вернуться в бэк-офис */
  'look.back': None
  /** Перейти в кабинет */
  'look.goOn': None
  /** Завершить просмотр */
  'look.end': None
  /** Вы увидите кабинет {company} так, как его видит руководитель. Изменить ничего нельзя. Просмотр закончится сам через {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'look.body': { company: Text; n: number }
  /** Вы увидите кабинет {company} так, как его видит {name}. Изменить ничего нельзя. Просмотр закончится сам через {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'look.bodyAs': { company: Text; name: Text; n: number }
  /** Причину увидит и компания в своём журнале */
  'look.reasonHint': None
  /** Открыть кабинет */
  'look.submit': None
  /** Только просмотр */
  'look.only': None
  /** Вы смотрите кабинет {company}: изменить в нём ничего нельзя. Ваши собственные страницы откроются, когда вы вернётесь в бэк-офис. */
  'look.only.p': { company: Text }
  /** Просмотр кабинета {company} закончился */
  'look.over': { company: Text }
  /** Просмотр завершён */
  'look.ended': None
  /** Заказаны талоны */
  'audit.orderPlaced': None
  /** Проведён платёж */
  'audit.paymentPosted': None
  /** Удалён список приглашений */
  'audit.batchDiscarded': None
  /** Платёж связан с выпиской */
  'audit.paymentJoined': None
  /** Остаток платежа разнесён по счетам */
  'audit.paymentAssigned': None
  /** Платёж отменён */
  'audit.paymentUndone': None
  /** Поступление отложено: не от клиента */
  'audit.paymentSetAside': None
  /** Поступление возвращено в очередь */
  'audit.paymentTakenBack': None
  /** Загружена выписка банка */
  'audit.statementChecked': None
  /** Проведена выписка банка */
  'audit.statementPosted': None
  /** Удалена загруженная выписка */
  'audit.statementDiscarded': None
  /** Запрошен возврат денег в банк */
  'audit.payoutAsked': None
  /** Возврат денег проведён банком */
  'audit.payoutPaid': None
  /** Возврат денег отменён */
  'audit.payoutCancelled': None
  /** Заказ отменён */
  'audit.orderCancelled': None
  /** Заказ оплачен с баланса */
  'audit.orderPaid': None
  /** Талоны выданы водителю */
  'audit.couponGiven': None
  /** Талоны забраны у водителя */
  'audit.couponTakenBack': None
  /** Талоны отправлены водителю */
  'audit.couponSent': None
  /** Ссылка на талон заменена */
  'audit.couponLinkReplaced': None
  /** Талоны заблокированы */
  'audit.couponBlocked': None
  /** Талоны разблокированы */
  'audit.couponUnblocked': None
  /** Талон разделён */
  'audit.couponSplit': None
  /** Талон обменян на другое топливо */
  'audit.couponSwapped': None
  /** Запрошен возврат талонов */
  'audit.couponReturnRequested': None
  /** Возврат талонов отклонён */
  'audit.couponReturnDeclined': None
  /** Запрос на возврат отозван */
  'audit.couponReturnWithdrawn': None
  /** Талоны возвращены */
  'audit.couponReturned': None
  /** Запрошено аннулирование талонов */
  'audit.couponVoidRequested': None
  /** Аннулирование талонов отклонено */
  'audit.couponVoidDeclined': None
  /** Запрос на аннулирование отозван */
  'audit.couponVoidWithdrawn': None
  /** Талоны аннулированы */
  'audit.couponVoided': None
  /** Срок талона продлён */
  'audit.couponProlonged': None
  /** Показан код талона */
  'audit.couponCodeShown': None
  /** Водитель добавлен */
  'audit.driverAdded': None
  /** Данные водителя изменены */
  'audit.driverChanged': None
  /** Водитель убран в архив */
  'audit.driverArchived': None
  /** Водитель возвращён из архива */
  'audit.driverRestored': None
  /** Загружен список водителей */
  'audit.driversImported': None
  /** Добавлена АЗС */
  'audit.stationAdded': None
  /** Изменена АЗС */
  'audit.stationChanged': None
  /** Изменено топливо на АЗС */
  'audit.stationSupplied': None
  /** Назначена цена */
  'audit.priceSet': None
  /** Подтверждена цена */
  'audit.priceApproved': None
  /** Отменена цена */
  'audit.priceCancelled': None
  /** Возвраты */
  'office.nav.returns': None
  /** Выдан код подключения кассы */
  'audit.terminalPrepared': None
  /** Подключена касса */
  'audit.terminalConnected': None
  /** Добавлена касса с ключом */
  'audit.terminalAdded': None
  /** Отключена касса */
  'audit.terminalRevoked': None
  /** Добавлен кассир */
  'audit.cashierAdded': None
  /** Изменён ПИН кассира */
  'audit.cashierPinChanged': None
  /** Кассир убран из списка */
  'audit.cashierRemoved': None
  /** Смена закрыта другим кассиром */
  'audit.cashierShiftTaken': None
  /** Срок заказа прошёл */
  'audit.orderLapsed': None
  /** Условия договора изменены */
  'audit.contractPolicyChanged': None
  /** Реквизиты продавца изменены */
  'audit.sellerChanged': None
  /** Талоны распечатаны */
  'audit.couponPrinted': None
  /** Заказаны карты */
  'audit.cardOrdered': None
  /** К карте добавлен номер или метка */
  'audit.cardMade': None
  /** Карты изготовлены */
  'audit.cardProduced': None
  /** Карты выданы компании */
  'audit.cardDelivered': None
  /** Карты активированы */
  'audit.cardActivated': None
  /** Карты заблокированы */
  'audit.cardBlocked': None
  /** Карты разблокированы */
  'audit.cardUnblocked': None
  /** Назначена блокировка карт */
  'audit.cardBlockScheduled': None
  /** Назначенная блокировка карт отменена */
  'audit.cardBlockUnscheduled': None
  /** Карта утеряна */
  'audit.cardLost': None
  /** Карта украдена */
  'audit.cardStolen': None
  /** Карта испорчена */
  'audit.cardDamaged': None
  /** Карта перевыпущена */
  'audit.cardReplaced': None
  /** Карты переданы */
  'audit.cardGiven': None
  /** Изменено топливо карт */
  'audit.cardProductsChanged': None
  /** Карта пополнена */
  'audit.cardToppedUp': None
  /** Остаток перенесён между картами */
  'audit.cardMoved': None
  /** Остаток карты возвращён на счёт */
  'audit.cardSwept': None
  /** Карта закрыта */
  'audit.cardClosed': None
  /** Задан новый ПИН карты */
  'audit.cardPinSet': None
  /** Показан номер карты */
  'audit.cardNumberShown': None
  /** Добавлена группа карт */
  'audit.cardGroupAdded': None
  /** Добавлен автомобиль */
  'audit.vehicleAdded': None
  /** Изменены лимиты */
  'audit.limitsChanged': None
  /** Создан профиль лимитов */
  'audit.limitProfileAdded': None
  /** Данные автомобиля изменены */
  'audit.vehicleChanged': None
  /** Автомобиль убран в архив */
  'audit.vehicleArchived': None
  /** Автомобиль возвращён из архива */
  'audit.vehicleRestored': None
  /** Загружен список автомобилей */
  'audit.vehiclesImported': None
  /** Переименован профиль лимитов */
  'audit.limitProfileRenamed': None
  /** Профиль лимитов отправлен в архив */
  'audit.limitProfileArchived': None
  /** Сверена смена кассы */
  'audit.cashierShiftReconciled': None
  /** Группа карт переименована */
  'audit.cardGroupRenamed': None
  /** Группа карт убрана в архив */
  'audit.cardGroupArchived': None
  /** Группа карт возвращена из архива */
  'audit.cardGroupRestored': None
  /** Закреплены группы карт */
  'audit.personGroupsChanged': None
  /** Запрошено изменение кредита */
  'audit.creditAsked': None
  /** Изменён кредит по договору */
  'audit.creditApproved': None
  /** Отклонено изменение кредита */
  'audit.creditDeclined': None
  /** Отозвано изменение кредита */
  'audit.creditWithdrawn': None
  /** Поступление разделено между клиентами */
  'audit.paymentSplit': None
  /** Изменён день, до которого талон у водителя */
  'audit.couponUntilChanged': None
  /** Запрошен возврат топлива */
  'audit.refundAsked': None
  /** Топливо возвращено */
  'audit.refundApproved': None
  /** Отказано в возврате топлива */
  'audit.refundDeclined': None
  /** Запрос на возврат топлива отозван */
  'audit.refundWithdrawn': None
  /** Скачаны заправки */
  'audit.refuelsExported': None
  /** Клиент сообщил: заправлялся не он */
  'audit.disputeOpened': None
  /** Обращение по заправке взято в работу */
  'audit.disputeTaken': None
  /** Обращение по заправке принято */
  'audit.disputeAccepted': None
  /** Обращение по заправке отклонено */
  'audit.disputeDeclined': None
  /** Введено ограничение отпуска */
  'audit.rationingDeclared': None
  /** Прекращено ограничение отпуска */
  'audit.rationingEnded': None
  /** Условия договора {contract} */
  'policy.h1': { contract: Text }
  /** Изменить условия договора {contract} */
  'policy.edit': { contract: Text }
  /** Проверьте новые условия договора {contract} */
  'policy.check': { contract: Text }
  /** Условия договора {contract} изменены. */
  'policy.changed': { contract: Text }
  /** Условия остались прежними: менять нечего. */
  'policy.same': None
  /** На АЗС */
  'policy.h.use': None
  /** Срок талонов */
  'policy.h.end': None
  /** При покупке */
  'policy.h.buy': None
  /** В учёте */
  'policy.h.books': None
  /** Карты */
  'policy.h.cards': None
  /** Как погашается талон */
  'policy.redemption': None
  /** Один раз, остаток возвращается на счёт */
  'policy.redemption.singleRemainder': None
  /** Один раз и только целиком */
  'policy.redemption.singleStrict': None
  /** Частями, остаток сохраняется на талоне */
  'policy.redemption.partialKeep': None
  /** Где принимают */
  'policy.stations': None
  /** АЗС */
  'policy.stations.which': None
  /** Только отмеченные АЗС */
  'policy.stations.some': None
  /** По одному талону в сутки */
  'policy.maxPerDay': None
  /** Пусто: сколько есть на талоне. */
  'policy.maxPerDayHint': None
  /** л */
  'policy.litre': None
  /** Без ограничения */
  'policy.noLimit': None
  /** Спрашивать ПИН талона */
  'policy.pinRequired': None
  /** Талоны на предъявителя: печатаются и без водителя */
  'policy.transferable': None
  /** Можно менять топливо талона */
  'policy.gradeSwap': None
  /** Сколько дней действует талон */
  'policy.validityDays': None
  /** Когда срок закончится */
  'policy.expiry': None
  /** Остаток не возвращается */
  'policy.expiry.forfeit': None
  /** Срок можно продлить, потом остаток возвращается на счёт */
  'policy.expiry.graceProlong': None
  /** Остаток сразу возвращается на счёт */
  'policy.expiry.autoReturn': None
  /** Дней на продление */
  'policy.graceDays': None
  /** Скидка от цены сети */
  'policy.discount': None
  /** Дней на оплату счёта */
  'policy.invoiceDays': None
  /** Сразу, и для уже купленных талонов */
  'policy.holdsNow': None
  /** Для новых заказов */
  'policy.holdsNext': None
  /** Клиент потеряет остаток талонов, срок которых закончится, в том числе купленных раньше. Так должно быть записано в договоре. */
  'policy.forfeitWarning': None
  /** Условия */
  'policy.terms': None
  /** Без связи АЗС: талон до */
  'policy.offline': None
  /** Талоны до {volume}, целиком */
  'policy.offline.upTo': { volume: Text }
  /** Только со связью */
  'policy.offline.no': None
  /** Касса без интернета отпустит такой талон целиком по подписи в QR-коде. Пусто: только со связью. */
  'policy.offlineHint': None
  /** Реализация и НДС по талонам */
  'policy.turnover': None
  /** Талоны проданы в день выдачи: реализация и НДС сразу, по ставке этого дня. Заправка списывает литры и в НДС не входит. Возврат остатка уменьшает реализацию и НДС. */
  'policy.turnover.handOverHint': None
  /** При выдаче талонов */
  'policy.turnover.handOver': None
  /** Оплата талонов – аванс. Реализация и НДС возникают в день заправки, по ставке этого дня. */
  'policy.turnover.dispensingHint': None
  /** При отпуске топлива */
  'policy.turnover.dispensing': None
  /** Счёт на оплату не меняется. Талоны, выданные после сохранения, считаются проданными в день выдачи: в акте сверки они стоят в дебете этим днём, НДС начисляется по ставке этого дня, а заправки по ним второй раз не учитываются. Уже выданные талоны остаются на прежнем порядке. Так должно быть записано в договоре, порядок подтверждает бухгалтер. */
  'policy.handOverMeans': None
  /** Счёт на оплату не меняется. Оплата талонов, выданных после сохранения, – аванс: в акте сверки в дебете стоят заправки, НДС начисляется в день заправки по ставке этого дня. Уже выданные талоны остаются проданными, их заправки второй раз не учитываются. Так должно быть записано в договоре, порядок подтверждает бухгалтер. */
  'policy.dispensingMeans': None
  /** Перевыпускать карты до конца срока */
  'policy.renewCards': None
  /** За {n, plural, one {# день} few {# дня} many {# дней} other {# дня}} до последнего дня закажем такую же карту. Прежняя работает до своего срока. Заблокированные карты не перевыпускаем. */
  'policy.renewCardsHint': { n: number }
  /** Реквизиты */
  'office.nav.seller': None
  /** Подозрения */
  'office.nav.signs': None
  /** Возврат топлива */
  'office.nav.refunds': None
  /** Обращения */
  'office.nav.disputes': None
  /** Реквизиты продавца */
  'seller.h1': None
  /** Их печатают счета и акты. Уже выставленные счета не меняются. */
  'seller.lead': None
  /** Указаны не все реквизиты: пока их нет, клиенты не могут получить счёт. */
  'seller.missing': None
  /** Изменить реквизиты */
  'seller.edit': None
  /** Проверьте новые реквизиты */
  'seller.check': None
  /** С этой минуты деньги клиентов пойдут по новым реквизитам. Сверьте их с письмом банка. */
  'seller.checkLead': None
  /** Реквизиты изменены. */
  'seller.changed': None
  /** Версии */
  'seller.versions': None
  /** Компания */
  'seller.h.company': None
  /** Счёт в банке */
  'seller.h.bank': None
  /** Кто подписывает */
  'seller.h.people': None
  /** На этот счёт клиенты переводят деньги. */
  'seller.bankHint': None
  /** Название по-русски */
  'seller.nameRu': None
  /** Название по-казахски */
  'seller.nameKk': None
  /** Название по-английски */
  'seller.nameEn': None
  /** Адрес по-русски */
  'seller.addressRu': None
  /** Адрес по-казахски */
  'seller.addressKk': None
  /** Адрес по-английски */
  'seller.addressEn': None
  /** Руководитель */
  'seller.director': None
  /** Главный бухгалтер */
  'seller.accountant': None
  /** Другие счета */
  'seller.otherIiks': None
  /** Счета, на которые клиенты тоже платят: по одному в строке. Выписки с них загружаются так же, счета на оплату называют первый. */
  'seller.otherIiksHint': None

  // paper
  /** Страница {page} из {pages} */
  'paper.page': { page: Text; pages: Text }
  /** БИН/ИИН {number} */
  'paper.taxNumber': { number: Text }
  /** Поставщик */
  'paper.seller': None
  /** Покупатель */
  'paper.buyer': None
  /** Договор */
  'paper.contract': None
  /** № {number} */
  'paper.contractNumber': { number: Text }
  /** № {number} от {date} */
  'paper.contractOf': { number: Text; date: Text }
  /** Образец платёжного поручения */
  'paper.invoice.order': None
  /** Бенефициар */
  'paper.invoice.beneficiary': None
  /** ИИК */
  'paper.invoice.iik': None
  /** Кбе */
  'paper.invoice.kbe': None
  /** Банк бенефициара */
  'paper.invoice.bank': None
  /** БИК */
  'paper.invoice.bik': None
  /** Код назначения платежа */
  'paper.invoice.knp': None
  /** Оплатить не позднее */
  'paper.invoice.payUntil': None
  /** Электронный талон, {fuel}, {volume}, по {price} за литр */
  'paper.invoice.couponLine': { fuel: Text; volume: Text; price: Text }
  /** № */
  'paper.invoice.n': None
  /** Наименование */
  'paper.invoice.name': None
  /** Ед. изм. */
  'paper.invoice.unit': None
  /** л */
  'paper.invoice.litres': None
  /** шт. */
  'paper.invoice.pieces': None
  /** Количество */
  'paper.invoice.quantity': None
  /** Цена, ₸ */
  'paper.invoice.price': None
  /** Сумма, ₸ */
  'paper.invoice.sum': None
  /** Итого */
  'paper.invoice.total': None
  /** В том числе НДС {rate} */
  'paper.invoice.vat': { rate: Text }
  /** Без НДС */
  'paper.invoice.noVat': None
  /** Всего наименований {n, number}, на сумму {amount} */
  'paper.invoice.count': { n: number; amount: Text }
  /** Всего к оплате: {words} */
  'paper.invoice.due': { words: Text }
  /** В назначении платежа укажите номер счёта: по нему мы найдём ваш заказ. */
  'paper.invoice.note': None
  /** Исполнитель */
  'paper.invoice.executor': None
  /** {volume}, {fuel} */
  'paper.slip.what': { volume: Text; fuel: Text }
  /** Госномер: {plate} */
  'paper.slip.plate': { plate: Text }
  /** Водитель: {driver} */
  'paper.slip.driver': { driver: Text }
  /** Ведомость выдачи талонов */
  'paper.receipt.h1': None
  /** № */
  'paper.receipt.n': None
  /** Талон */
  'paper.receipt.coupon': None
  /** Топливо */
  'paper.receipt.what': None
  /** Действует по */
  'paper.receipt.validTo': None
  /** Водитель */
  'paper.receipt.driver': None
  /** Госномер */
  'paper.receipt.plate': None
  /** Подпись */
  'paper.receipt.signature': None
  /** Выдал */
  'paper.receipt.issuer': None
  /** Акт сверки взаимных расчётов */
  'paper.recon.h1': None
  /** Период */
  'paper.recon.period': None
  /** Мы, нижеподписавшиеся, составили настоящий акт о том, что по данным учёта взаимные расчёты за период следующие: */
  'paper.recon.intro': None
  /** По данным: {company}, ₸ */
  'paper.recon.by': { company: Text }
  /** Дата */
  'paper.recon.date': None
  /** Документ */
  'paper.recon.document': None
  /** Дебет */
  'paper.recon.debit': None
  /** Кредит */
  'paper.recon.credit': None
  /** Сальдо начальное */
  'paper.recon.opening': None
  /** Обороты за период */
  'paper.recon.turnover': None
  /** Сальдо конечное */
  'paper.recon.closing': None
  /** На {date} задолженность в пользу {company}: {amount} ({words}). */
  'paper.recon.owed': { date: Text; company: Text; amount: Text; words: Text }
  /** На {date} задолженности нет. */
  'paper.recon.even': { date: Text }
  /** От {company} */
  'paper.recon.for': { company: Text }
  /** Должность */
  'paper.recon.position': None
  /** Ф. И. О. */
  'paper.recon.name': None
  /** Подпись */
  'paper.recon.signature': None
  /** М. П. (при наличии) */
  'paper.recon.seal': None
  /** Из них по талонам, проданным при выдаче: {amount}. Реализация и НДС по ним учтены в день выдачи. */
  'paper.register.sold': { amount: Text }

  // pos
  /** Погасить талон */
  'pos.h1': None
  /** {station}, смена {name} */
  'pos.station': { station: Text; name: Text }
  /** ПИН кассира */
  'pos.pin': None
  /** Открыть смену */
  'pos.openShift': None
  /** Закрыть смену */
  'pos.closeShift': None
  /** Сканировать QR-код */
  'pos.scan': None
  /** Наведите камеру на QR-код на экране водителя или на бумаге */
  'pos.scanHint': None
  /** Фонарик */
  'pos.torch': None
  /** Другая камера */
  'pos.switchCam': None
  /** Ввести код вручную */
  'pos.type': None
  /** Код талона, {n} цифр */
  'pos.code': { n: Text }
  /** Проверить талон */
  'pos.check': None
  /** Талон действует */
  'pos.ok': None
  /** Топливо */
  'pos.fuel': None
  /** Можно отпустить до {volume} */
  'pos.left': { volume: Text }
  /** Только для автомобиля {plate}: сверьте госномер */
  'pos.plateOnly': { plate: Text }
  /** Колонка */
  'pos.nozzle': None
  /** Сколько литров отпустить */
  'pos.volume': None
  /** Весь остаток */
  'pos.full': None
  /** Погасить {volume} */
  'pos.redeem': { volume: Text }
  /** Погасить {volume} {fuel}? После подтверждения отпустите топливо. */
  'pos.confirm': { volume: Text; fuel: Text }
  /** Погашено: {volume} {fuel} */
  'pos.done': { volume: Text; fuel: Text }
  /** Операция {number}, {datetime} */
  'pos.doneNo': { number: Text; datetime: Text }
  /** На талоне осталось {volume} */
  'pos.leftAfter': { volume: Text }
  /** Следующий талон */
  'pos.next': None
  /** Отменить погашение */
  'pos.undo': None
  /** Отменить можно в течение {n, plural, one {# минуты} few {# минут} many {# минут} other {# минуты}}, пока топливо не отпущено */
  'pos.undoTill': { n: number }
  /** Погашение отменено, литры вернулись на талон */
  'pos.undone': None
  /** Нет связи с сервером */
  'pos.offline.h': None
  /** Погасить талон сейчас нельзя: мы не можем проверить, не использован ли он. Проверьте интернет и повторите или позвоните в поддержку: {phone}. */
  'pos.offline.p': { phone: Text }
  /** Ответ не пришёл. Не отпускайте топливо, пока не увидите «Погашено». */
  'pos.offline.pending': None
  /** Попробовать ещё раз */
  'pos.offline.again': None
  /** Итоги смены на {datetime} */
  'pos.offline.sums': { datetime: Text }
  /** Моя смена */
  'pos.shift.h1': None
  /** {n, plural, one {# операция} few {# операции} many {# операций} other {# операции}}, {volume} */
  'pos.shift.sum': { n: number; volume: Text }
  /** В этой смене талонов ещё не было */
  'pos.shift.empty': None
  /** Открыта {datetime} */
  'pos.shift.open': { datetime: Text }
  /** Смена закрыта {datetime} */
  'pos.shift.closed': { datetime: Text }
  /** После закрытия отменить погашения этой смены нельзя. */
  'pos.shift.warn': None
  /** Отчёт за смену */
  'pos.shift.report': None
  /** Операций */
  'pos.shift.count': None
  /** Литров */
  'pos.shift.litres': None
  /** Всего */
  'pos.shift.total': None
  /** Талоны */
  'pos.shift.coupons': None
  /** Карты */
  'pos.shift.cards': None
  /** Код подключения из бэк-офиса */
  'pos.enrol': None
  /** Отпустите до {volume}: {fuel} */
  'pos.authorized': { volume: Text; fuel: Text }
  /** Отменено, топливо не отпускайте */
  'pos.released': None
  /** Возвращено: {volume} {fuel} */
  'pos.refunded': { volume: Text; fuel: Text }
  /** {fuel}, {volume}. Осталось на талоне: {left} */
  'pos.driver.enjoy': { fuel: Text; volume: Text; left: Text }
  /** Такого талона нет. Покажите QR-код ещё раз или спросите того, кто его дал. */
  'pos.driver.unknown': None
  /** Ссылка заменена. Откройте новую, которую вам прислали. */
  'pos.driver.link': None
  /** Откройте один талон и покажите его QR-код. */
  'pos.driver.several': None
  /** Талон уже использован. Попросите новый у того, кто его дал. */
  'pos.driver.used': None
  /** Срок талона истёк {date}. Попросите новый. */
  'pos.driver.expired': { date: Text }
  /** Талон начнёт действовать {date}. */
  'pos.driver.notYet': { date: Text }
  /** Талон заблокирован. Позвоните тому, кто его дал. */
  'pos.driver.blocked': None
  /** Талон больше не действует. Попросите новый у того, кто его дал. */
  'pos.driver.over': None
  /** Талон сейчас не обслуживается. Позвоните в свою компанию. */
  'pos.driver.client': None
  /** На этой АЗС талон не принимают. Поезжайте на другую. */
  'pos.driver.station': None
  /** Талон на {fuel}. */
  'pos.driver.product': { fuel: Text }
  /** Здесь сейчас нет топлива талона: {fuel}. Поезжайте на другую АЗС. */
  'pos.driver.noFuel': { fuel: Text }
  /** Талон для другого автомобиля. Позвоните тому, кто его дал. */
  'pos.driver.plate': None
  /** Введите ПИН-код талона. */
  'pos.driver.pin': None
  /** ПИН-код не подошёл. Введите его ещё раз. */
  'pos.driver.pinWrong': None
  /** Талон заблокирован после 3 неверных ПИН-кодов. Позвоните в свою компанию. */
  'pos.driver.pinLocked': None
  /** Сейчас по талону можно {volume}. */
  'pos.driver.left': { volume: Text }
  /** Операция не прошла. Попросите кассира повторить. */
  'pos.driver.again': None
  /** {fuel}, {volume} */
  'pos.driver.card.done': { fuel: Text; volume: Text }
  /** {fuel}, {volume}. По карте осталось: {left} */
  'pos.driver.card.left': { fuel: Text; volume: Text; left: Text }
  /** Карта действует. */
  'pos.driver.card.ok': None
  /** Такой карты нет. Приложите её ещё раз или позвоните в свою компанию. */
  'pos.driver.card.unknown': None
  /** Срок карты истёк {date}. Позвоните в свою компанию. */
  'pos.driver.card.expired': { date: Text }
  /** Карта заблокирована. Позвоните в свою компанию. */
  'pos.driver.card.blocked': None
  /** Карта ещё не активирована. Позвоните в свою компанию. */
  'pos.driver.card.notActive': None
  /** Карта больше не действует. Позвоните в свою компанию. */
  'pos.driver.card.over': None
  /** Карта сейчас не обслуживается. Позвоните в свою компанию. */
  'pos.driver.card.client': None
  /** На этой АЗС карту не принимают. Поезжайте на другую. */
  'pos.driver.card.station': None
  /** По карте можно: {allowed}. */
  'pos.driver.card.product': { allowed: Text }
  /** Карта для другого автомобиля. Позвоните в свою компанию. */
  'pos.driver.card.plate': None
  /** Введите ПИН-код карты. */
  'pos.driver.card.pin': None
  /** ПИН карты заблокирован. Позвоните в свою компанию. */
  'pos.driver.card.pinLocked': None
  /** Сейчас по карте можно {volume}. */
  'pos.driver.card.may': { volume: Text }
  /** Сейчас по карте заправиться нельзя. Позвоните в свою компанию. */
  'pos.driver.card.notNow': None
  /** Здесь сейчас нет топлива: {fuel}. Поезжайте на другую АЗС. */
  'pos.driver.card.noFuel': { fuel: Text }
  /** Талон был выдан вам до {date}. Попросите продлить. */
  'pos.driver.givenUntil': { date: Text }
  /** Подключить кассу */
  'pos.connect.h1': None
  /** Код из 10 цифр показывает бэк-офис на странице вашей АЗС. Он подходит один раз и действует {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'pos.connect.p': { n: number }
  /** Подключить */
  'pos.connect.submit': None
  /** Это устройство подключено: {station}, {name} */
  'pos.connect.already': { station: Text; name: Text }
  /** Чтобы подключить его к другой АЗС, отключите его в бэк-офисе. */
  'pos.connect.other': None
  /** К погашению талонов */
  'pos.connect.go': None
  /** Касса подключена */
  'pos.connected': None
  /** Кто на смене? */
  'pos.login.h1': None
  /** Кассир */
  'pos.cashier': None
  /** У этой АЗС ещё нет кассиров. Их добавляет бэк-офис на странице АЗС. */
  'pos.noCashiers': None
  /** Уже открыта смена: {name}, {place}. Можно закрыть её и открыть свою: напишите причину и введите ПИН ещё раз. */
  'pos.elsewhere': { name: Text; place: Text }
  /** Почему закрываете чужую или прежнюю смену */
  'pos.takeOver.reason': None
  /** Закрыть прежнюю и открыть мою смену */
  'pos.takeOver': None
  /** Стереть */
  'pos.erase': None
  /** Последние операции */
  'pos.last': None
  /** Здесь будут последние погашения */
  'pos.last.none': None
  /** Сканер введёт код сам */
  'pos.codeHint': None
  /** Звук включён */
  'pos.sound.on': None
  /** Звук выключен */
  'pos.sound.off': None
  /** Отпускать нельзя */
  'pos.refused': None
  /** Госномер сверен: {plate} */
  'pos.plateChecked': { plate: Text }
  /** ПИН талона, его вводит водитель */
  'pos.driverPin': None
  /** Талон погашается только целиком */
  'pos.whole': None
  /** Объём изменён. Проверьте и подтвердите. */
  'pos.confirmChanged': None
  /** Погашено */
  'pos.state.done': None
  /** Отменено */
  'pos.state.undone': None
  /** Ждёт отпуска */
  'pos.state.promised': None
  /** Время вышло */
  'pos.state.lapsed': None
  /** Записано поздно */
  'pos.state.late': None
  /** Под этим номером ничего не погашено */
  'pos.notDone': None
  /** Не отпускайте топливо. Проверьте талон ещё раз. */
  'pos.notDone.p': None
  /** Проверить ещё раз */
  'pos.checkAgain': None
  /** Ответ не пришёл */
  'pos.unknown.h': None
  /** Время */
  'pos.col.time': None
  /** Операция */
  'pos.col.number': None
  /** Состояние */
  'pos.col.state': None
  /** Талон, карта */
  'pos.col.by': None
  /** Касса */
  'pos.zone': None
  /** Сменить кассира */
  'pos.otherCashier': None
  /** Отпущено по карте: {volume} {fuel} */
  'pos.card.done': { volume: Text; fuel: Text }
  /** Только {volume}: {fuel}. Больше по карте сейчас нельзя. */
  'pos.card.partly': { volume: Text; fuel: Text }
  /** Операция отменена, деньги и литры вернулись */
  'pos.card.undone': None
  /** Карта ·{lastFour} действует */
  'pos.card.ok': { lastFour: Text }
  /** Карта ·{lastFour}: можно отпустить до {volume} */
  'pos.card.upTo': { lastFour: Text; volume: Text }
  /** Карта ·{lastFour} */
  'pos.card.one': { lastFour: Text }
  /** Какое топливо */
  'pos.card.fuel': None
  /** Сколько отпустить */
  'pos.card.how': None
  /** Полный бак */
  'pos.card.how.full': None
  /** На сумму */
  'pos.card.how.sum': None
  /** Литры */
  'pos.card.how.litres': None
  /** Сумма, ₸ */
  'pos.card.sum': None
  /** Разрешить отпуск */
  'pos.card.allow': None
  /** Провести сразу */
  'pos.card.now': None
  /** Разрешите отпуск, а потом запишите, сколько отпустила колонка. Сразу проводите, когда объём уже известен. */
  'pos.card.now.p': None
  /** ПИН карты, его вводит водитель */
  'pos.card.pin': None
  /** По карте осталось {volume} */
  'pos.card.left': { volume: Text }
  /** Бак {volume} */
  'pos.card.fullOf': { volume: Text }
  /** Код талона или номер карты */
  'pos.shown': None
  /** Проверить */
  'pos.checkShown': None
  /** Компания */
  'pos.company': None
  /** Ждём до {time} */
  'pos.promised.till': { time: Text }
  /** Время отпуска вышло */
  'pos.promised.lapsed': None
  /** Если топливо отпущено, запишите, сколько. */
  'pos.promised.lapsed.p': None
  /** Сколько отпущено, литров */
  'pos.dispensed': None
  /** Отпущено {volume} */
  'pos.complete': { volume: Text }
  /** Не отпускали */
  'pos.notDispensed': None
  /** Счётчик сверен: отпущено больше разрешённого */
  'pos.more': None
  /** Меньше, чем просили: больше средств или литров нет */
  'pos.partial.money': None
  /** Меньше, чем просили: действует ограничение отпуска */
  'pos.partial.rationing': None
  /** Меньше, чем просили: лимит карты */
  'pos.partial.limit': None
  /** Меньше, чем просили: лимит одной заправки */
  'pos.partial.refuel': None
  /** Меньше, чем просили: лимит на день */
  'pos.partial.day': None
  /** Меньше, чем просили: лимит на неделю */
  'pos.partial.week': None
  /** Меньше, чем просили: лимит на месяц */
  'pos.partial.month': None
  /** Меньше, чем просили: лимит на квартал */
  'pos.partial.quarter': None
  /** Талон … {lastFour} */
  'pos.coupon.one': { lastFour: Text }
  /** Квитанция */
  'pos.slip': None
  /** Где */
  'pos.slip.place': None
  /** Номер операции с чека */
  'pos.find': None
  /** Найти */
  'pos.find.submit': None
  /** Пробег, км */
  'pos.odometer': None
  /** Номер фискального чека */
  'pos.receipt': None
  /** Чек {number} */
  'pos.receipt.short': { number: Text }
  /** Записать номер чека */
  'pos.receipt.save': None
  /** Клиент увидит его в кабинете. */
  'pos.receipt.hint': None
  /** Камера запрещена. Разрешите её в настройках браузера или введите код вручную. */
  'err.pos.cam.denied': None
  /** Камера не найдена. Введите код вручную. */
  'err.pos.cam.none': None
  /** Камеру занимает другая программа. Закройте её или введите код вручную. */
  'err.pos.cam.busy': None
  /** Это не талон {brand}. Попросите показать другой QR-код. */
  'err.pos.qr.foreign': None
  /** Опечатка в коде. Сверьте цифры с экраном водителя. */
  'err.pos.code.check': None
  /** Талон не найден. Не отпускайте топливо. */
  'err.pos.notFound': None
  /** Талон уже использован {datetime}, {station}. Не отпускайте топливо. */
  'err.pos.used': { datetime: Text; station: Text }
  /** Талон заблокирован владельцем. Не отпускайте топливо. */
  'err.pos.blocked': None
  /** Срок талона истёк {date}. Не отпускайте топливо. */
  'err.pos.expired': { date: Text }
  /** Талон не для этой АЗС. Принимают: {place}. */
  'err.pos.stationNo': { place: Text }
  /** Талон на {fuel}, а на АЗС его сейчас нет. Направьте водителя на другую АЗС. */
  'err.pos.fuelNo': { fuel: Text }
  /** На талоне только {volume}. Уменьшите объём. */
  'err.pos.over': { volume: Text }
  /** Обслуживание клиента приостановлено. Не отпускайте топливо, водитель может позвонить в компанию. */
  'err.pos.client': None
  /** Талон начнёт действовать {date}. Не отпускайте топливо. */
  'err.pos.notYet': { date: Text }
  /** Талон заблокирован {operatorShort}. Не отпускайте топливо, позвоните в поддержку: {phone}. */
  'err.pos.blockedUs': { phone: Text }
  /** Талон на {fuel}, а выбрано {other}. Выберите топливо из талона. */
  'err.pos.product': { fuel: Text; other: Text }
  /** Госномер не совпадает: в талоне {plate}. Не отпускайте топливо. */
  'err.pos.plate': { plate: Text }
  /** Лимит исчерпан, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.limit': { volume: Text }
  /** Сейчас по этому талону или карте заправляться нельзя. Разрешённое время: {from}–{to}. */
  'err.pos.hours': { from: Text; to: Text }
  /** На счёте клиента не хватает денег. Не отпускайте топливо, водитель может позвонить в компанию. */
  'err.pos.money': None
  /** ПИН карты не подошёл. {n, plural, one {Осталась # попытка} few {Осталось # попытки} many {Осталось # попыток} other {Осталось # попытки}}. */
  'err.pos.cardPin': { n: number }
  /** ПИН карты заблокирован после {n, plural, one {# ошибки} few {# ошибок} many {# ошибок} other {# ошибки}}. Водитель просит компанию сбросить ПИН. */
  'err.pos.cardPinLocked': { n: number }
  /** Действует ограничение отпуска: не больше {volume} в одни руки. Уменьшите объём. */
  'err.pos.cap': { volume: Text }
  /** Без связи этот талон отпустить нельзя. Дождитесь связи. */
  'err.pos.offlineLimit': None
  /** Эта операция уже проведена под номером {number}. Второй раз топливо не отпускайте. */
  'err.pos.dup': { number: Text }
  /** Система не ответила. Не отпускайте топливо, повторите проверку. */
  'err.pos.system': None
  /** Не знаем, прошло ли погашение. Не отпускайте топливо, нажмите «Проверить талон». */
  'err.pos.unknown': None
  /** Время отмены вышло. Позвоните в поддержку: {phone}. */
  'err.pos.undoLate': { phone: Text }
  /** ПИН не подошёл. Введите его ещё раз. */
  'err.pos.pin': None
  /** Устройство отключено от АЗС. Попросите администратора подключить его заново. */
  'err.pos.device': None
  /** Часы устройства отстают или спешат. Включите автоматическое время. */
  'err.pos.clock': None
  /** Эта ссылка заменена новой. Не отпускайте топливо, попросите водителя открыть новую. */
  'err.pos.linkReplaced': None
  /** В этом QR-коде несколько талонов. Попросите водителя открыть один из них. */
  'err.pos.several': None
  /** Талон уже использован. Не отпускайте топливо. */
  'err.pos.usedUp': None
  /** Компания возвращает этот талон. Не отпускайте топливо. */
  'err.pos.returning': None
  /** Компания вернула этот талон. Не отпускайте топливо. */
  'err.pos.returned': None
  /** Талон заменён другим. Не отпускайте топливо, попросите новый талон. */
  'err.pos.replaced': None
  /** Талон аннулирован. Не отпускайте топливо. */
  'err.pos.void': None
  /** Эта АЗС сейчас не принимает талоны. Не отпускайте топливо. */
  'err.pos.closed': None
  /** Талон с ПИН-кодом. Попросите водителя ввести его. */
  'err.pos.couponPin': None
  /** ПИН талона не подошёл. {n, plural, one {Осталась # попытка} few {Осталось # попытки} many {Осталось # попыток} other {Осталось # попытки}}. */
  'err.pos.couponPinWrong': { n: number }
  /** Талон заблокирован после 3 неверных ПИН-кодов. Не отпускайте топливо, водитель просит компанию разблокировать талон. */
  'err.pos.couponPinLocked': None
  /** Этот талон отпускается только целиком: {volume}. Отпустите всё или отмените. */
  'err.pos.whole': { volume: Text }
  /** На эту сумму не отпустить и 10 мл. Увеличьте сумму. */
  'err.pos.tooSmall': None
  /** Действует ограничение отпуска, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.capLeft': { volume: Text }
  /** Операция отменена раньше, чем пришла. Не отпускайте топливо, начните новую. */
  'err.pos.takenBack': None
  /** {state, select, completed {Операция уже проведена} reversed {Операция уже отменена} declined {В этой операции было отказано} other {Операция уже завершена}}. Больше ничего не изменилось. */
  'err.pos.final': { state: Choice<'completed' | 'reversed' | 'declined' | 'other'> }
  /** У этой кассы нет операции с таким номером. Проверьте номер. */
  'err.pos.noSuchTxn': None
  /** По этой операции топливо не отпускалось, возвращать нечего. */
  'err.pos.notRefundable': None
  /** Вернуть можно не больше {volume}. Уменьшите объём. */
  'err.pos.refundTooMuch': { volume: Text }
  /** Ключ не подходит: его нет или он отозван. Проверьте ключ в настройках программы. */
  'api.unknownKey': None
  /** Этот ключ принадлежит браузеру кассира, а не кассе. Попросите ключ кассы. */
  'api.notATill': None
  /** Эту операцию начала другая касса. Завершите её там. */
  'api.notThisTerminal': None
  /** Такого адреса или такой операции нет. Проверьте адрес и номер. */
  'api.notFound': None
  /** Запрос слишком большой. */
  'api.tooLarge': None
  /** Запрос должен быть в формате JSON: Content-Type: application/json. */
  'api.notJson': None
  /** Запрос составлен неверно, ничего не произошло. Исправьте названные поля. */
  'api.malformed': None
  /** Этот номер операции уже использован для другого запроса. Дайте запросу новый номер. */
  'api.posTxnReused': None
  /** Смена с этим названием уже закрыта с другими итогами. Дайте смене новое название. */
  'api.shiftReused': None
  /** Слишком много кодов, которых нет. Подождите минуту. */
  'api.tooManyUnknownCodes': None
  /** Сейчас не получилось. Повторите тот же запрос с тем же номером через секунду. */
  'api.busy': None
  /** Что-то сломалось у нас. Мы уже знаем об этом. */
  'api.broken': None
  /** Поле обязательно. */
  'api.field.required': None
  /** Такого поля нет. Проверьте имя. */
  'api.field.unknown': None
  /** Значение не подходит. */
  'api.field.wrong': None
  /** От 8 до 64 знаков: латинские буквы, цифры, точка, дефис, подчёркивание. */
  'api.field.posTxnId': None
  /** Текст кода талона или QR-кода, до 500 знаков; для карты вместо него card. */
  'api.field.code': None
  /** Одно из: AI92, AI95, AI98, AI100, DT, DTZ, LPG. */
  'api.field.product': None
  /** Целое число миллилитров, кратное 10, не больше 10000000. */
  'api.field.ml': None
  /** Целое число тиынов больше нуля. */
  'api.field.tiyn': None
  /** Нужно одно из двух: ml или tiyn. */
  'api.field.mlOrTiyn': None
  /** От 4 до 8 цифр. */
  'api.field.pin': None
  /** Короткий текст без управляющих знаков. */
  'api.field.text': None
  /** Время по RFC 3339 с часовым поясом. */
  'api.field.clock': None
  /** Строки смены: товар один раз, числа целые и не меньше нуля. */
  'api.field.lines': None
  /** Отпуски без связи: от 1 до 40, каждый под своим именем. */
  'api.field.refuels': None
  /** Назовите талон (code) или карту (card), одно из двух. Для карты нужны product и ml. */
  'api.field.codeOrCard': None
  /** Целое число километров, не больше 2000000. */
  'api.field.odometerKm': None
  /** Номер чека (number), до 40 знаков; sign и url – если они есть. */
  'api.field.fiscalReceipt': None
  /** Адрес, который начинается с http:// или https://, до 500 знаков. */
  'api.field.url': None
  /** Программный интерфейс касс */
  'api.docs.title': None
  /** Что и как вызывает касса. Пояснения к вызовам на английском языке, то же для программ лежит в openapi.json. */
  'api.docs.lead': None
  /** Ответ */
  'api.docs.answer': None
  /** Поле */
  'api.docs.field': None
  /** Вид */
  'api.docs.type': None
  /** Обязательно */
  'api.docs.required': None
  /** Что это */
  'api.docs.meaning': None
  /** Формы ответов */
  'api.docs.forms': None
  /** Причины отказа */
  'api.docs.reasons': None
  /** Ошибки запросов */
  'api.docs.problems': None
  /** У этой операции уже другой фискальный чек. Ничего не изменилось. */
  'api.fiscalReceiptKnown': None
  /** Введите код из 10 цифр. */
  'err.pos.enrol.format': None
  /** Код не подошёл или его время вышло. Попросите новый в бэк-офисе. */
  'err.pos.enrol': None
  /** Выберите себя в списке. */
  'err.pos.cashier': None
  /** Пять ошибок подряд. Подождите {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}} и введите ПИН снова. */
  'err.pos.pinWait': { n: number }
  /** Напишите причину. */
  'err.pos.reason': None
  /** Сверьте госномер и отметьте это. Не совпадает — не отпускайте топливо. */
  'err.pos.plateCheck': None
  /** Введите литры числом, например 20 или 15,5. */
  'err.pos.volume': None
  /** Ничего не погашено: форма уже использована. Проверьте и нажмите ещё раз. */
  'err.pos.again': None
  /** Слишком много неизвестных кодов. Подождите {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}. */
  'err.pos.tooMany': { n: number }
  /** Карта не найдена. Не отпускайте топливо. */
  'err.pos.card.notFound': None
  /** Срок карты истёк {date}. Не отпускайте топливо. */
  'err.pos.card.expired': { date: Text }
  /** Карту заблокировала компания. Не отпускайте топливо. */
  'err.pos.card.blocked': None
  /** Карта заблокирована {operatorShort}. Не отпускайте топливо, позвоните в поддержку: {phone}. */
  'err.pos.card.blockedUs': { phone: Text }
  /** Карта ещё не активирована. Не отпускайте топливо, позвоните в поддержку: {phone}. */
  'err.pos.card.notActive': { phone: Text }
  /** Карта числится утерянной. Не отпускайте топливо. */
  'err.pos.card.lost': None
  /** Карта закрыта. Не отпускайте топливо. */
  'err.pos.card.over': None
  /** Эта АЗС сейчас не принимает карты. Не отпускайте топливо. */
  'err.pos.card.closed': None
  /** Карта не для этой АЗС. Принимают: {place}. */
  'err.pos.card.stationNo': { place: Text }
  /** {fuel} по этой карте отпускать нельзя. Можно: {allowed}. */
  'err.pos.card.product': { fuel: Text; allowed: Text }
  /** {fuel} на этой АЗС сейчас нет. Направьте водителя на другую АЗС. */
  'err.pos.card.fuelNo': { fuel: Text }
  /** Госномер не совпадает: карта для {plate}. Не отпускайте топливо. */
  'err.pos.card.plate': { plate: Text }
  /** Карта с ПИН-кодом. Попросите водителя ввести его. */
  'err.pos.card.pin': None
  /** Средств хватает на {volume}. Уменьшите объём. */
  'err.pos.card.enough': { volume: Text }
  /** Средств не хватает. Не отпускайте топливо, водитель может позвонить в компанию. */
  'err.pos.card.money': None
  /** Сейчас по этой карте заправляться нельзя: время вне лимита. Не отпускайте топливо. */
  'err.pos.card.hours': None
  /** Сегодня по этой карте заправляться нельзя: день вне лимита. Не отпускайте топливо. */
  'err.pos.card.days': None
  /** За одну заправку можно не больше {volume}. Уменьшите объём. */
  'err.pos.card.limitRefuel': { volume: Text }
  /** Лимит на день исчерпан, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.card.limitDay': { volume: Text }
  /** Лимит на неделю исчерпан, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.card.limitWeek': { volume: Text }
  /** Лимит на месяц исчерпан, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.card.limitMonth': { volume: Text }
  /** Лимит на квартал исчерпан, сейчас можно {volume}. Уменьшите объём или отмените. */
  'err.pos.card.limitQuarter': { volume: Text }
  /** Выберите, сколько отпустить. */
  'err.pos.card.how': None
  /** Выберите топливо. */
  'err.pos.card.fuel': None
  /** Введите сумму в тенге, например 5000. */
  'err.pos.card.sum': None
  /** Сразу можно провести только литры. Для суммы и полного бака разрешите отпуск. */
  'err.pos.card.nowLitres': None
  /** На этой кассе нет операции с таким номером. В номере 8 знаков, например 1F4C09AB. */
  'err.pos.find': None
  /** Введено цифр: {n}. В коде талона их 16, в номере карты 19. */
  'err.pos.shown.length': { n: Text }
  /** Введите код талона или номер карты. */
  'err.pos.shown.empty': None
  /** Разрешено {volume}. Сверьте счётчик колонки; если отпущено больше, отметьте это. */
  'err.pos.more': { volume: Text }
  /** Талон выдан водителю только до {date}. Не отпускайте топливо. */
  'err.pos.givenUntil': { date: Text }
  /** Введите номер чека, до 40 знаков */
  'err.pos.receipt': None
  /** У этой операции уже записан другой чек: {number} */
  'err.pos.receiptKnown': { number: Text }
  /** У этой операции нет чека: топливо не отпущено */
  'err.pos.receiptNone': None

  // status
  /** В запасе */
  'status.coupon.stock': None
  /** Выдан */
  'status.coupon.issued': None
  /** Использован частично */
  'status.coupon.part': None
  /** Использован */
  'status.coupon.used': None
  /** Заблокирован */
  'status.coupon.blocked': None
  /** Срок истёк */
  'status.coupon.expired': None
  /** Скоро истечёт */
  'status.coupon.expiring': None
  /** Разделён */
  'status.coupon.split': None
  /** Заменён */
  'status.coupon.replaced': None
  /** Аннулирован */
  'status.coupon.void': None
  /** Возврат на согласовании */
  'status.coupon.returning': None
  /** Возвращён */
  'status.coupon.returned': None
  /** Срок выдачи прошёл */
  'status.coupon.giftOver': None
  /** Изготавливается */
  'status.card.making': None
  /** Готова к выдаче */
  'status.card.ready': None
  /** Активна */
  'status.card.active': None
  /** Заблокирована компанией */
  'status.card.blockedYou': None
  /** Заблокирована {operatorShort} */
  'status.card.blockedUs': None
  /** ПИН заблокирован */
  'status.card.pinLocked': None
  /** Срок скоро истечёт */
  'status.card.expiring': None
  /** Срок истёк */
  'status.card.expired': None
  /** Утеряна */
  'status.card.lost': None
  /** Закрыта */
  'status.card.closed': None
  /** Доставлена, не активирована */
  'status.card.delivered': None
  /** Заблокирована по расписанию */
  'status.card.scheduled': None
  /** Повреждена */
  'status.card.damaged': None
  /** Украдена */
  'status.card.stolen': None
  /** Черновик */
  'status.order.draft': None
  /** Ждёт оплаты */
  'status.order.unpaid': None
  /** Оплачен частично */
  'status.order.partPaid': None
  /** Оплачен */
  'status.order.paid': None
  /** Исполнен */
  'status.order.done': None
  /** Срок оплаты прошёл */
  'status.order.overdue': None
  /** Отменён */
  'status.order.cancelled': None
  /** Не оплачен в срок */
  'status.order.lapsed': None
  /** Не разнесён */
  'status.pay.new': None
  /** Разнесён */
  'status.pay.matched': None
  /** Разнесён частично */
  'status.pay.part': None
  /** Возвращён */
  'status.pay.refunded': None
  /** На авансе */
  'status.pay.advance': None
  /** Отменён */
  'status.pay.undone': None
  /** Не от клиента */
  'status.pay.aside': None
  /** Отправлено */
  'status.inv.sent': None
  /** Ссылка открыта */
  'status.inv.opened': None
  /** Принято */
  'status.inv.accepted': None
  /** Истекло */
  'status.inv.expired': None
  /** Отозвано */
  'status.inv.revoked': None
  /** Не доставлено */
  'status.inv.bounced': None
  /** Активен */
  'status.user.active': None
  /** Приглашён */
  'status.user.invited': None
  /** Вход заблокирован */
  'status.user.locked': None
  /** Доступ закрыт */
  'status.user.disabled': None
  /** Новая */
  'status.req.new': None
  /** На рассмотрении */
  'status.req.review': None
  /** Одобрена */
  'status.req.approved': None
  /** Отклонена */
  'status.req.declined': None
  /** Действует */
  'status.contract.active': None
  /** Приостановлен */
  'status.contract.suspended': None
  /** Расторгнут */
  'status.contract.closed': None
  /** Работает */
  'status.station.open': None
  /** Закрыта */
  'status.station.closed': None
  /** Нет топлива */
  'status.station.noFuel': None
  /** В очереди */
  'status.mail.queued': None
  /** Отправлено */
  'status.mail.sent': None
  /** Не доставлено */
  'status.mail.bounced': None
  /** Ждёт оплаты банком */
  'status.payout.asked': None
  /** Возвращён */
  'status.payout.paid': None
  /** Отменён */
  'status.payout.cancelled': None
  /** Отказ */
  'status.op.declined': None
  /** Ждёт отпуска */
  'status.op.authorized': None
  /** Проведена */
  'status.op.completed': None
  /** Отменена */
  'status.op.reversed': None
  /** Не отпущена в срок */
  'status.op.holdExpired': None
  /** Проведена с опозданием */
  'status.op.latePosted': None
  /** Возврат */
  'status.op.refunded': None
  /** Отправлено */
  'status.dispute.new': None
  /** Разбираемся */
  'status.dispute.taken': None
  /** Принято, возврат на согласовании */
  'status.dispute.refunding': None
  /** Топливо возвращено */
  'status.dispute.refunded': None
  /** Отклонено */
  'status.dispute.declined': None
  /** Руководитель */
  'role.owner': None
  /** Всё: деньги, талоны, карты, сотрудники и роли */
  'role.owner.d': None
  /** Управляющий */
  'role.manager': None
  /** Покупает и выдаёт талоны, ставит лимиты, блокирует карты */
  'role.manager.d': None
  /** Бухгалтер */
  'role.accountant': None
  /** Заказывает и оплачивает талоны, видит заправки, счета и документы, скачивает отчёты. Талоны не выдаёт. */
  'role.accountant.d': None
  /** Диспетчер */
  'role.dispatcher': None
  /** Выдаёт талоны, ставит лимиты и блокирует карты своей группы. Денежных документов не видит. */
  'role.dispatcher.d': None
  /** Согласующий */
  'role.approver': None
  /** Подтверждает заказы и возвраты сверх порога, сам их не создаёт */
  'role.approver.d': None
  /** Наблюдатель */
  'role.viewer': None
  /** Только просмотр, без денег и документов */
  'role.viewer.d': None
  /** Водитель (без учётной записи) */
  'role.driver': None
  /** Администратор */
  'role.of.admin': None
  /** Сотрудники, роли, настройки, журнал */
  'role.of.admin.d': None
  /** Менеджер по клиентам */
  'role.of.manager': None
  /** Клиенты, договоры, приглашения, заявки */
  'role.of.manager.d': None
  /** Бухгалтер {operatorShort} */
  'role.of.accountant': None
  /** Поступления, счета, возвраты, документы */
  'role.of.accountant.d': None
  /** Менеджер по ценам */
  'role.of.pricing': None
  /** Цены и АЗС */
  'role.of.pricing.d': None
  /** Поддержка */
  'role.of.support': None
  /** Видит карточку клиента и письма, может заблокировать талон или карту */
  'role.of.support.d': None
  /** Аудитор */
  'role.of.auditor': None
  /** Только просмотр и журнал действий */
  'role.of.auditor.d': None
  /** Кассир АЗС */
  'role.pos.cashier': None
  /** Гасит талоны на своей АЗС */
  'role.pos.cashier.d': None
}

/** A phrase of the catalogue. */
export type Key = keyof Messages
