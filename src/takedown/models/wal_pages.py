"""Pages of real databases in WAL mode and of their logs, recorded by tests/models/record_wal.py; not to be edited.

``PAGES`` holds the different pages, compressed, with the number of a message after a mark in place of its text.
``STATES`` gives, for secure_delete, the checkpoint after the load and the one after the deletion, the pages of the
database and those of the log, in the order of the files.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = "3.40.1"  # of the SQLite that was recorded
STATES: Final[dict[tuple[str, str, str], tuple[str, str]]] = {
    ("off", "truncate", "none"): (
        "0 1 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
    ),
    ("off", "truncate", "passive"): (
        "0 1 4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
        "4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
    ),
    ("off", "truncate", "truncate"): (
        "0 1 4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
        "",
    ),
    ("off", "passive", "none"): (
        "0 1 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76 66 69 72 75",
    ),
    ("off", "passive", "passive"): (
        "0 1 4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
        "4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76 66 69 72 75",
    ),
    ("off", "passive", "truncate"): (
        "0 1 4 7 10 13 16 19 22 25 28 31 34 37 40 43 46 49 52 55 58 61 64 67 70 73 76",
        "",
    ),
    ("fast", "truncate", "none"): (
        "0 2 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
    ),
    ("fast", "truncate", "passive"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
    ),
    ("fast", "truncate", "truncate"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "",
    ),
    ("fast", "passive", "none"): (
        "0 2 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77 66 69 72 75",
    ),
    ("fast", "passive", "passive"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77 66 69 72 75",
    ),
    ("fast", "passive", "truncate"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "",
    ),
    ("on", "truncate", "none"): (
        "0 2 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
    ),
    ("on", "truncate", "passive"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
    ),
    ("on", "truncate", "truncate"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "",
    ),
    ("on", "passive", "none"): (
        "0 2 3 6 9 12 15 18 21 24 27 30 33 36 39 42 45 48 51 54 57 60 63 66 69 72 75",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77 66 69 72 75",
    ),
    ("on", "passive", "passive"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77 66 69 72 75",
    ),
    ("on", "passive", "truncate"): (
        "0 2 5 8 11 14 17 20 23 26 29 32 35 38 41 44 47 50 53 56 59 62 65 68 71 74 77",
        "",
    ),
}
PAGES: Final = (
    "c-rlq2b>&b`Nwa1u7}>`==BGocL*i)5_*TwJA~dLJ2SgGyE`)*X@V3(6HveiC`C#DDGEriVF9HmHdI6b75@0&OY;2Q-6ebMdv_a-"
    "a1%XW?{o9c+}`tipZ9rw&%E>TD-T`0_ny0+aMm$>$DVe^DMy^uw_e-WHq&ey-"
    "`CgH)@D}zyHuMxjLLuQy8r)ahuOB)QAT(F5BJ{IR{789F?x(1qsQnmdW;^U$LKM7j2@%M=rMYX9*vLv4R5ifmNGKVSw|ds@-"
    "e3zbLN>x94G%{ZoAint@oMGx6jtw>^h-u&Nus3J@xEUjy&d!zMXd8XTlB>_UfCs*G{`_z1M+#yG%H6&AuZ~JNo>-"
    "eI^{R&uUI(^2K{k@4v=Uy&v|z*ZcS0KlQ%Z`)cpYy)X4X*ZWlOW4#ad-rIXu?`^#|_Fmh2WpBB+&>Qq#+<R{C>7AV&uXNniaY@G>9ewTpXn&&p"
    "^7f<KH)waqygcUiG3SrjdCXGY+ukEy>K*Ql^9=XL?#=F5?gV#H=MT;UPQf|IS;PLwe!;%MKFuC)FJQf4-D`!`zShd-"
    "2j;WpHRg%tW@eZ1s&Th*sWH)5uI=5nC+GUvU~jAKh>u@+=<2q;v6l?@!k#kR6BA`P5qrpR59}_(-"
    "Labtcf+nS+!edXa2M<>!=15{40pngGTae6$Z!X2FT?FIL535soea0bwldrn+sJSmY%RmBF<yq_v6T$B!j>}J5?jb{3v4dK&9RvbH^Zhf+!UM0a"
    "1(4S!;P_#3^&4tGTaaw$Z!L!FT?e*o($K+x-"
    "wiB>&S2&jFaIwtS!T}v6c+i0%QoRDZ@3fh78xh>M~p%tI2RRtSZA*v5E{=!OAjR87s+fC9EjJ6|sU0SHSWzTpr8Ga5?nJun)`1a9MmwhF`)mGF"
    "%2r%W!EdCBvn#qzsqD5;9x@i_36vEGEOnu&4|d#Ue6X1PjY>VJsxWg|MIu7sLWGTmWNbI2OG!>_v|Zd(bVzZgk183!O6TM28GJ&@RJvjFI6Ocr"
    "x_h%Fu-)LkD(cc<{K&vHqcb$DMH25q&40cG^j2_7@KOPC38t+!Ibcs{)&&PCMePwbojz;*?94`%8yQq&xTXB{{$Hb+KgC%GX8X{VQJ=iQUTAg-"
    "aV$zAjWey7G0w;zE_L3lz4gd>tG0^QbrKFGBX@_o#gB&RtUZ+Lc4)YiIV5%GZu;XXR^qxM}6<nBauUS1(w+^40ZssC;!Y=kymVGb>fTT6+(Lai"
    "gJU^cX!xkI`fF7(GUh(PQ)&Jw}hwWAqq38XqGm|L^ZV+Pm$^wo0~tQ}3C*+x0He^H$IOJyFkrJ*#(r*!_I>_1&j-Z`D1v>-"
    "DaCx`M8Kx>o9Zzw?>St2<BV+;p_YIa=c!t#N*VYMir%HY^!hFlA`MkfG6SOl;e9ZcOPX3VAY%BPV=<A+rfGiysww96pO1)znyH7BTvHF^d)zQd"
    "Brmp~R(g2%-OPP)srIZd?14OfkFUyVXoFuaWOIV2b&H{6IBRtT);Yo5PgKaP4N9VxJ~I+kh$dNAd#=nBp8HKTypS_h$L-"
    "Ffhd%CzCZ`ikHd{R5NAFQu2|kRT-}RNv4c>S-"
    "$(}OliMde)iLu(z&VpY|EI^d9_@knkii?$#)wtrTh7|hvzV*GEC+$r81oJK`m4nu01rS^c*NNG+;`_Vb&gH%CIm+V;Nb;9i204*`#x3Lw@N@Qp"
    ">p3Ewr0rrOtc}d8#u>L+0vCQp;tXGlzxUIu~rncb!RUV?YZ{rZ$%7oY_pg(V4HAn4~jb3*(l~ZPdm#oiiK8zt3wSU<mP8=PC_jw$3E2itClR_i"
    "B5-b@hjbz1Ta%Thsl>ecrv!J=xvd?Q&jm?sP74c6FAv-"
    "?ksNWBU+$P3t4;dFwjsWNUM)%Y4PW)4a&s)m++m+j!WBjYEtz+dit?<fnZ`8T#q1$k0)5L53OW&B)LVZ$gHCcq1}&#A(RT6TgNGUGWBF=!@4QL"
    "ub4W8G7Tj$S^hiDl+u7Ymi}bdNnfiq^}@DSGo!r=BHO8!vysTWSF5|jto=O%aEb{ei<1W@Kj`I!DVD<!YMMe;RG2bsxdOO&=N8<(IPU;RSU?_0"
    "3&2*fq7(Tf;nVpgIQ!~gdsAt!T=eXp^pshFoR5+jHlpI8D5G@WOxZKmf^*?NQM{TLK$9&3uJf!&X?i&I8TP>;anM>i*san4$hY0**HsvXW>j4o"
    "{2MLcm__F;pvzx!^t>JhNt0F8J>z$WOxcrmf^`bNrorkL>Zol6J&S-"
    "j+f!_I8KJg;aC|Si(_PX433uJ(Kt$mN8v~r9*HAlcmyWNa1sue;o&$;hKJ!$86Jv5WOxV;mf^uTNQMXDKp7s017vsr_Lt%Q*iVN0VP6^Ui+yCc"
    "Pqz`bjjuTMCvpizoO`NhGn+Nlq!G>tWfWs(6Q&_wX3?deEkcz~|Mw|J<yRS}!yWUYwyDCM%6O7+r!pS*Y22~8_%jW;<J`%g8PVKvPv(6##T`$5"
    "&O_qPnDaT09(UT0mONXFI~{k)X~V#s&J$#^Pv=foAU``;?sUB_GgNa&6(ok2JH0o_yu-kqiet_x!R)K*Bl913bk>l~vS}nO(Ffw7);t5SQfr<O"
    "&Qq=5rAg*$%{fFaYh6o|-8yq?@?B@@VTl1c7i=a@=*&0xSfX>4+IXXL=5WU(oof$E+-"
    "e<9`}6%h+h(@)&g`AmJGpm!@7SK#dZzbG>6zHm*ZofSjP9x3le))sw{^|zn$|VBYkb$(&euApcTVY?*xA?dPRERnsU4F##&xu{&upL8KDm8-"
    "``9tBjhQ}X%9x2``n-"
    "3%8QxTHk~hw4b7#8K+{x~EcdYZ8Gu@fuOmzC}ckCJVRC|&=&Tg}2TGOn_)_7~I`I<T1oMKKi`;2#t8OBs&k}=L`tK4Ff44^l?j||=EJ!I%l|3Z"
    "ci^-pBzQSTx{m-+`X%;(-"
    "gh7R+0Wau$}LxwK%S7eyey^RbV;xEY1BmRsGUE)v3&?o+g44vW+$S|{e3mKaH?~!3{_d8^0&~G9`i+%$cn)K_)(57EQhDQBcWN6jDL561iDl*L"
    "RUO|RN`)g!qwZB4!X8TKIXt%#WhKBnxGPK;EBg0hhXUH(u`zbP1UVefMrI#NgL+#}yWY{D!6B#NiFCxP>ksl#L-"
    "Q)#i*eLQmGE_yLLx!@*50PQ7$PbXA=<zHv>=t<j8Mcc&jSTgQr;wpw@qJ{dSUiagTSlHhhI+)~$WV}&fegDw9z%w5!=uPhZ+HY5HjX@u4Aq41A"
    ";Z>@hmfIG@E|f23m!m*YQg=;P%ii`GSmycgA4_O`;cJ=$-T%>4!8#y>H*(IhD{{Xkzuv}Tgb4D<ZfixM{*Z3EY#nL3_D4_i44o|-"
    "#~_S_&bncA^vt`*iCX9GAy%yz1x`7wpl-$rp@7!P^p?pV=FZ3XVKI-"
    "6slnm2}J%>=u^WU;ZB7*!knpdc%$=g*w|#uU@lt2CUZK!ugxZFEYGcBlikMeYqQCj&N{{K9d&OlVUw%wzlKfTIDUUfY#P(Yd9>NoK8@$LgiRfj"
    "IDb=Y>QMGm!=}zD{ChoK8ISukHg&$npQ&L}*LZ%vhE3fwIRAs)>K=xTO+CuSwAs`<nddgerrw$S`5HF0DS!FmvPml+tK*l}xr1Pw*8FuG)H-"
    "(%tZZpbq(#itx`#S0Yn?kpc57X05Pa8~zeO=X>mHhn6IyfD#gdlV^8hhPYo5BerFCvyY-{Q7JB%?>>$-"
    "!8qgwMf8EduXtc%BA<XVR>d8@GleDQf>d-"
    "&q>#sv7{^Tu}YC2uvhg)jbWYy)5NR%2`UlD8V;;fo&{TfrAUG`55<d8@GneDN`3bNG_C8k@lv|1ma&FL|r634F<0jg8@p-"
    "5VRh7rQq$gfDh)Yye;E-"
    "dG>L*uAkHe6f3DUHFo>8tcFpn>NP57n?TLhA%d4tOZ|e+5mjXTa7j0i@h3az!!TpR);V4YODrd@>XM2_+pF3D)1$5HCBc%eJ93B@I_-WR)jAai"
    "?ITH(O8V-;Y;6%u^fEqJ2Cp;OW%pHEPT;Dj4#0#-NRT0zVw|KOT!mU!&nNwXd1?n@TKp>SOUK26~^N5MXxXxgD-"
    "l8u_%1eD~v_pi(X+Y3}5sLV<GsWR~QSz7rnw*0KVuI##s2GR~WtUMXxY=;EP^ibi)_D!svo8eJ4gIe9<C|4)~%)813*yi!jE(m%bCjgD*OR;ld"
    "Z4!EoS<&S2Q^MQ1Q9_@XlyCVc5TF%0;kAs7|bP(=72GE@;hMusxN{~^QPlaG+0Nbn&tR0;lz3}u4<AVZzt-"
    "^j25<%90Z;(AU#F?kM`CRT_vsg6d%qS+Zmg+X%&)K|rx+2m2&nc9#!iZ{cbPYi)g_9V$Ajcsh^zax)LHuKzCHaX0lhsGwCwT0%`<f;1^5}U?M<"
    "mbP9Wjt<fY-(psra3mLI!R+Tb*R7l;;Qb^m`$qIQOl-I)(Z65)XkbwYuMC1mGjrIsrwy%zlKdctlJny59>CyZ0c1tnWorORo`gHrm9-"
    "UD4Xip)XH37Br;Cx{_8lXb?y*ZsdcR;d8#$%5SiOjyQ*Wi*11jcU2Dz(Vn9njhXG=V);x9bM(f-"
    "`#3ZfxTNJmn?x8NWX`Nda|5{pmsf(jp=QbH@wdNck9)FQ*9Rc&!s}V47{R#s5^Hm7w&sQQ~-"
    "g*TB`s(Efn73YrfPVO81oXqH2<V4p1oXoc0rS=b0evh+Kp!h1ppO+1(8mf0=wlHA`dA(TeJqE7d21E{{U=1gyfr{T-|!JIZ_OZJ-Z}-"
    "o*tBsee92plOW=#W8W+PCdo?bCFZOC&2w(D6;{y0%i^loz#TJe8;7i_WoC{xcBjX(Sq8k}!!x!DiI19e?+ZboU7fr}G1HSaz7^lM*y~mggU-Ta"
    "1H29+T7^lJ)y~j8OzVzD|C&L#l$2bYT^xGIG!WW&!I03%sG{*7pMW-"
    ">2gD*ObaV&i4w=s@^Fa0*g(eOoIF^+;S`igNRe9>2oBjAg^VoZWB`igNle9>2o!{Cd)VjK!z`fZFu;EQ%*91LIjZH$B9i!Ndu2w!v&;{f=gix~"
    "UE7hS~I55DLk#=h{S-^SPnzGxoC-"
    "ta~9F!q8knuoC`e9=6NiSVW0#@GYC=o!ZD@I}usc7rc^hOsMr(KC!);ESGN><nM@3}YwwqGuR8_G_nGR<Ws`OBEuGpQW8D8cq5HiDq-CA%$ufR"
    "3XqD`t()Eqmxw(8=H)Gn8#gds9djxO{U7VYuKdvH=1LUHIvthE#`WS+2pYQVfffoRf`zWY#O6-"
    ">ZaJ#q3Q!IXH$o&71Xdv^=1qoo4VK|(U?tL%9d)_)bpA=zhoRx8H?@h-=prc<!q|Bp<H)2Rl68vQ`2l}<r=%5aa!lraZu~rCRy3i-"
    "+ch)YRxl@T-"
    "Lho2xqreUfCqywdR}$F+l5n>f(gfxx*Msw5~fqywRGcE+&nn=ho&${A=m`YsS&}uKqw@{SyNE>K_r%SO0*3x#U|2=!d^Yz+Cco2<T&PBA}1Gfq"
    "*{tIs*FGYY6CLzePYF`war-lCL75|Ga{L{_|@D%q4$?fWGld1k5FWfq=Q>%LtfD{u}}A^=AlZuRldVd;JLl+Ut)I&|Y6cKzp5ufcE+#0@~}35H"
    "Oc~0ReN#=Mm7(o<l%8`ym3_*$)uV&Ynd;E$0~o)N-"
    "CiKrQDf1k`fAkAPavlL*)Y^8^C+z&wtC8q5p?)L<S%Kn><m1k_+2K|l@WVFc7*zK4Js%tHvM!90k78q5O-"
    "sKMNifEvtq5m1Bq4g&VT+=qbr%Do8K19J}oYA4@DK<#8Y0%|AULO|{0ZUod$?n1yGm^%?r7x^Xv>LTAjKwabx1nhyi9RW3u+YnIm_&Ne=9=9T("
    "=5Y%GY92QuU=Peq2-pL2BLZp_(-5!+=4%M3L)?IXI>hw|s6$+bfITqRBA~|bRRq)+uIXRnuUoywpF<`pnzeeSVo`-"
    "e{S>MtPlY>u72fodMmRHN7GLz$%R#U4Kb=igHHU_5GN&_-d(-6e9mX5#*^^o}SxVE_W|OV*=!R^v-"
    "{JkdY^(ao&u#U))Ue4>^^+PlxnnucOO>(AGgCcRQp+Y!<=rh|Q~Ow>PuSExw(T8ZQ)N6u*wn7>`H6OQ&yQF2T{L7<yQ=>@(yns$hHR?pmzbw)s"
    ";W6O#ipv>jHcLB)oW41re5_q-`cA_=UaN!=X`Uo`kb}dR8@Z%WmB_k(#lB(;MYi6^VhRd>)b)`RBQeLm^-"
    "3A!#cieom&?JM%3?B7jLxAZBa}bJqGy92Z*&Tz3u=pTWg+q9M`q(t;yK0HD{CS1Fbph))1d-"
    "dmhA^Mr(e}b<g}(FABw1%}o(X?r&~_Q2fx`7@_!~xe-F~Lvurf;)mu22*nT0^%066n(HAHKQz}xD1K<JgHZg?9EVVHe{*ew;$!Ao2*t-"
    "tAQT@n*F-"
    "3}zqtlN@gH+_gyKKuY6!)D%vBLe?r*MwP<+E&8KLC<=1K@9_cvEWD7nA60z%3C&E*k_Et<<A6k9a=5Q;6D%OVt8G{1yUa({Cfgkopr(g?-"
    "Q%%u>DotaA_6gxAQKqz{cxi~`6!_37HiXLVzictE9%ta7NACb8*Lea6zg%C;~k+~p3(WuM?5K14BIToSlPi8Md(Vxs7grYy0-"
    "3X<R$m~KWeMDv_LeY)P4uql`ne7OrkH{Q@P&6UaLnxY%=^_+O$aD~jCS=+OMH4bDgrW(VCPL{WG7W^H_m~wQrrz^E1k`&zMnJvi{}52``3M2^o"
    "(~aF@A)qR>OKEKK)vVR2&ngbfPi|>`v|D_yoZ2#&%Y3`kLaHWsO7wifLhK!5Kzl`2Lbzt{*Hh;&EF7Er}--a>NIa7pic7_1k`E%+~5DcO>O^s-"
    "zSMQi$~Qos(s>LacC|Snj3*?_|t4Re9PISdQpatO{)LovtyITXHU!(JU)B!*|ACWr3{Tt>baYtu}Ss4G-"
    "i|9S7i9u)TQjLA)Bh6otdX>>QVK^8aDNgXC3KX^=wXaY*NqWG-gv(eQA_U^=#5vqYfv(w66OZGOm?5#b?P%t@|7zPqnT!MCNK;YXB~5%`=Sb*1"
    "GNheAmi7=Wz_sy0^MG(b62h$#|nR=KwM3i~M{_mbqIAS^8lSS^8lCS>|pLvh=Y$vh=YWvh=Ymvh=YKS^8LjEPc#JmbqI7S^CcugyKKur3fW=Gc"
    "Q3XzF}UBP<+F@2%-3fc_Bja4f6to;v44q2*o$d^AL(}nCBuC-"
    "!RWXD86ByjZkto^DKm7_vV=hC3iE=Kq$GJc{)O|S93B#u~+jngkrDesR$)^GfzP%wrHM=P;AjW38Ca}=7|VJe=<)%DEgCmJVMc*%;OMB-"
    ";Q}KLeZAYV-SkAWFC!B`gY8t5K7;Uc_c#V+cA$oD0+`M38D1un1>@2Eyp|zp=degp$J9GF%Ll~T8?=zLh0Kv4?-"
    "w9jd>tK(P_*B5K7;Uxj#bb+cEb;D1AHTz6eD-G50|zeLLpf2t^k$_d+OrJLaAUrEkZah*0`=%smi_R$=arQ2KVv-"
    "4KcnVeX1hbO>`7grY;3J0lbw!rTd==n&?P2t|i5cR(mQgt<LJ>Dw_UAe6oxb3266w_|RLQ2KVvZ4gS|j=42L>Dw{KBb0i*xfMdG*PB}+l)fEv3"
    "xv|QV{VR6>g?ub-4(ZI4|qM9s;D%FNW!CW19GUELUUu#SaYJ{&M<4RRcta<u013+nJU+-VUsmp^mNm=m<O2|i+NBjn;h<MU|!;=IX^Qtxy-"
    "+Yk4;rM_~(XA9h3NXJVfowVIHjZ<)~#-Cv#zaHdW>LO|hwaD(`0x)#EXIZ0eoN`FBuzhqj(gDzE<nvq@(yI#hmXU8|09BT37v=V?o?^%-"
    "(m>pq8(-CEcE9Pxcb*>GJf(K>e!@kVR@CSy`dKc8WYZ7sdec@QJD?x#T<o$u-"
    "o%q3qzmbv7wk!3FVD`e?ozeJX~<S&q=|GbPW{paV%(tm!2EdA%F$TFAw39|H!A0tcOcnMkh#!O_HOTLIKbIBheOPhWHS=#jT$kL{tLzXuELu6^"
    "wKR}i?{VcM~C7(f-x#ZKx(iWdWmbUnPWNC{}B1>C*0$JMP<H*t$XCO;kd<<FI;-knimwW_S+S$X%($2nzEcJ|skfomSAhOgm9zd3Q#{I}r&-"
    "gB~>;w4@veYW>LzY^_y~t9lxCdEk72igdTE%o^sa1RnS@wb4jVyJDyO5<0aVN6WA-"
    ";($b%<{uOC914WT`{kjx2SE+mNLW@pWXWL)?lib%<M#Wgp1R$g&UQCS<7}+=wjogK5Z8KlmE5)DLbzmioc<$WlMJ4q564*CI>(;H$_|Kez^2>I"
    "YXN%RZ2=AWLoFDrBh*T!}2Tfh&-"
    "uHgGwz)CMj?mVF>!MwWH|smQYKUq+U7{}fr){S#za_m8`+v2Eiku3tr_DRrve+=x`oqq#qat|%l7>L*aWo;O2d@4cpus-"
    "A%n!6x<GN@F&uJxI+L)E=ab*`%I5(PxvZa?ByI$>TdX%tzJ!8$)ALRUblAY-"
    "(3^o~GEO_P7{6Hg&1L?`Os))srxMY*PIOwQN%FMyX|!>LnN&o2u#(^Cz3M>Hs5zUt0G(0OMMj3k<|ct$7B)Q?2=j$lR8GhC^hx*0q}CyVjgd#s"
    "IB3hcQlQUH3DLC0h46jPXY6x^*#0>)g7yrFHHQW7`+GZy_iCV*xqwA8SqI#DA<ckQ4v0R!2_!$65_J$pNiZkrUsrRzXgD!&(_R@eOMw<it0u6_"
    "FF)uvS1$e8XBEIq?l^IpoAQtUlz#H>_om6W_4Dgq-An)-uS6-"
    "CIi|Cw6Zwg`C*EwIp(4_tp}~iQQX^BPVumEry)rfYzeOiA`IJASXGXwJ>sGuhv4yNe*Z&h@9A>wE%Kri`H1=#1^ey<ir-"
    "O9^}Lpt#0Hb2ei776J5mWL{9oitPbQv^RU{H6V1aKgPdp{mWP~Z9+r!oXdae>ob;1eHgck8SQc{9Phy$KNk55YASeAKR>jAtG5il%_LF>!Ec;3"
    "R4_RshA0bO^;6r4o4g42bY6Jg4mfFC-k)<~90kYHv-ba?&z<bD28~7Kp)CT^EEc;2`MV58{e;~`c|2xRC?*DgWS@-`NvaI|66<OB(-"
    "$s`GB!5AcHT^#$%bNb5kY!E(kI1s7{|97Q(|-"
    "$D*7SdmENl9|LzXrDH<4vc{|#hW(|;XV*7RRPmNos~BFmcoZ;)k8|JDAr`KHnf+)t({bC@(2BGq&PPpjilg+Oyw<o&zVO>NluJ7bW$^nXs-"
    "r0M{}$0qd-ky<u6+>66nT)k`6T1>rbwK1Dq>etpns<zOWO&<47w0b?}dbMm)dtx+ZQ~PAzb9=kGhcWHy9$Lbts%I0LVpFH;fzf7D_f+;pykFIa"
    "@Lp9P!e_>&s`@}vY^tgo)Uc_S`-hlsR@D%+*;G|G7-"
    "iGEV3W?8c{ur{b=^9~jU)|vAfC4Lx&v^zrPr<FyVkh_#DEd?H*Hb8(aKMoj7eH^4kB)iq`%8&86&msv&lHBHD_I{ZRzJch?xC_u7`-"
    "PT9+UvzG_{JocOAB5pt5-S{EWGerR2QocN)2K62uR)_KT@A6n-kC%LV44sw#)T4y6Cxvg~;a^f4-"
    "naGK6SZ5$7zG0n?ocM+{89DI{>onxVH>^{U6W_2-K~8+bIvF|f4eKQ2#5b%Hk(1okIsrMcd+T`Q#O|%*kQ2MNjzvy#Tk9C)#HOvIk(1okItn?-"
    "ZLK4b6I-;7Ku&DYnuMI#qIEcOVvE*c$VqN%9g3Xvw^)ZDCmM`(Fmj^7SO*~|8jN)ya-zXl2OuXJjI}><qQO}EAtxG)wJ&m_!C3nsCmM{kH*%uE"
    "SbHHS8jQ6ka?;;oO+-%g6>AUVL|?IXM^5@%tlf~4{uXOj<U|*-"
    "c0o>b5o>4Uq`$@52|3X`tR0aP&BNLOIng|<?U57B!<vAc^tV{sAt!o<wJma@XIR@HCwhjpHFBb7SmTisJ;T}xIq7e)wnR?)TdXaR6CJ|Z968Y;"
    "tj&-U9m3iaIng1kO^_2E!rB-"
    ")>2I+%LQXUWYeVEjW3V<rPBaE<edMIS#aa(J(GRS3krVyES_e7N53F&>Nq>vAHgcj3SZj3~<7U6NaONy7&E7|ER?ab7rTm0OS^HG<YzFlcXf}O"
    "n*)yXm_xL1rTJzq*25hoa-hGj!^6m>Qm3PlmHdWP0wArNg_H4|is+vYi*yORE&>WjQ?oDbP;;H*@$R_nXNbA|8Y9o!=q<S!F*`%J!XbqcGpGIR"
    "gb*p+*4VzT$#o9vEUTWFY!#Yo6HmP@%G{+|OJV;|UwW)gAI8_7r0<&pE<%9E>gIf1C2v%y%KLAg)=4lagweF!wF1OT{2H?BaJo6w1Xx+~MaYAd"
    "Jx>%xhZj0iL);$amleFfki(4(V$-"
    "4Nbb?yK$Qfr<j<EYl01H{^vex6k^dw#2R<e9g=h&+A%N66FXUqGID>+{IdpPxgXdFv06r?371dHU+J$kSJ!L7u+)H1hP-"
    "r;w+wejj=I>XXPbZ+!xJ`r+fq(+_7L&%E_9<mqFNBG0__5#*V-"
    "K8!ql<9o<6Z+!@P+Wmvb)9xQYo_Xv2$kV33i#%=mJIK?f??aw>>%GX+UhhGk_WEt)nYT_yo_XuHkf)v9jXbrbyO5{0bSLuEmcEHRwWV($Pi^TA"
    "<f$#)jy$!c+mNTW^mXK^E!~PdwWV8-"
    "r?zx6^3;}YLY_T2HzH5nXd3d=jlPCFb)y@Qr*3pT^3;v4L!P?PwaBw4=c~w56S@X@_T*fRJbQA!f;@Y2u0ozV&6UVgr?~=o_T*fSJbQ93L!SD|"
    "myxHwG8K9D<dl(TPfm(Fb&&*l_T<FKQ}ZYxPtBu<JbQ8q$g?LWLY_T2dE}`><dCNhkwu<5M2I|fhyZ!&5I*wMAu`BQhnRw#^yFBV_U{9?RsDMd"
    "giC54xT=ielN1{0orSXq)X$%K`snNcr;|?%flcZ?s*TxXk7JJZjCvPI>)BM*@6nJ=>e-"
    "FYC!5Boyt{@?9V!=|r)=s_wSpU}Y8^FfQtv<+8k@Suu@-k_x3aM-)VoWD#-^SroImN|-"
    "YHhx!{>DL*`(fe(wI$Eb&OFq4V6tg>(7Ds)yj46yx^eL{S3fLt$9ADJk|Og>zJ!`?mXslOKrH0?^@>$F$RpJn&(jC&4~J41`*q|<{u#bY0aY<B"
    "j>l;LL@$K_aPFWx0gjEd7}L#M3N`k%ODb8wU<UDd7`}(BJo3eNkrm@_7aH15ADSfi67dFAre2d7eyp_qP++r$rJ5`5lNnCFN8>Z!(I@P_=ddzB"
    "JmA-EF$p@yBCr8hTVfm@<h8Ek>rVX7b3|M?M_5uuXYC_u~)ktk=Uy}29emS?IDsp(RLAuE!qwuu|?ZPBzdB3Ard>YO+;d6wt-"
    "0O%&yoX?d*TZQ>XbDdFnL(hdldRK0==TEgvG!{+9nDPwnJC$WuG{H}cd@K0uz@$@|DtJ9!UzYA63fp4!Pjk*9X@F7nh){((IETi!vQy2#&=r!M"
    "k0<f)7N6?y6+ZzIqCmcJlR&EwC=Q}g%}^6YQ<Bl6TU{(wC7jJJ@dp7DF+sb~BSdFmN&B2PWz4dkh3ypBBkTV6w+TE%aXr&jSB<f&D>iah&UUO}"
    "GyEx$&d8pE%Ur^fJ0<k{cy3*@OEyo@~cgP$W${orTFQ$P4A^3)H0f;{zuA0tow;3ed#AI$83C*k;hHq~&cj!JXWEXRF<M%DYw_j8C8B7^1-"
    "sER&1?<*WOHmUceHfEFB*J5aFQnd(sVO5LJXOnu5hCZ8I?%OalHmUtH8?#BhU!yUb#;6*OHk+#I3@v9<RXw30o2vRKTEeEPK8l8Hs_KPk37dM="
    "J+y>PRXr6iRn;QCxNOo{iw?vut$BvXxK`!`gJGrC{Da`B*8D?cuGX~%;IdYZGXT4_<{1RvwdS7(F+l5n28a_{^Ry_IXx+mA@kVQ&7R4m3duUPI"
    "YT+^e)eXeQ?9&m6kJ*zENe*bAhDiL!J{6Jpk9`Uv$pP(?5s7cuCm|BwuunuJzG0t$NPNRS9+CKleH<e34f|L`;v4och$IKJk47YRZy$w7?A|^S"
    "k>r5(5s1X5?MaBlrtQNKiA~#wArhOm4@D$4Z6AV2Y}!5;k=V3-"
    "5F*I|?E?{sz1jyL5_`4xM<n)Y?}te2)!rA8*sHw{BC%I{Z$x6R_Fjl22ekJ@Bsrix5s_#f_8y2t^RRbEB$|i48zRv>>|GIw=3(!GNP0!=oe_zi"
    "Vef=U^bC7PMA9o_?|?{pMeOYni4I{;KqNYZy&WRaA?$4ti4I|JgGh7;duv3ZL)haHi4I|Jg-CP=drL&pD`IbfNHhj}b3~#s*qb4eUJ-"
    "j!M4}(qn;;VXz}^^<=m+*jh(tfIH$)`*fxQ7D(GTqP5s7|auZKwV1AARWq954nAQJt+9*0Qu1AA>mq9536Ark$-"
    "1|rc9>@^XIeqgVGNP0!=)e(s{V6TQqdPVG25lP+OUImfV{q2<zN!{OG36a$O?G+J8-QQjTk<|U|<q=8U-"
    "(IfU>}%V2_Fi%0=TNDy=811bqv~DaDjed9ypBE<_6T=oGiNq&rd01wKZqy3n`D!EcgFCs$)xVwm`&C+)(4JLdsjBcCiN^vb8J%Y<FF4?@8i&Cl"
    "RK949N?-tNe!D+pF``}R9TbC{p_l03$<)&SNGWzo7%Zgf<2*K)jb-rN!1FPW0QKPMssZH;<E`uW0QKGVrXnqdtlbGN$pcn%O=%_&>Wl8vlz8(Q"
    "hQd^vPsnq=2JFl<$%M;FRkkiz_^yy2byH1)|^f9w57k-"
    "Ah_Jp`>Er**17W_2DJ2duZtyG=QbH{T6+Hj#4W9Pnv88)b2b_OwB{UQjMTc;5aX!Uwd!K6*12`@SnJ#-"
    "W46|ub#Yzm+`8ERMXsw9=+94}z#RE;6zHonP@u0qh5~){Q52XXKY{}N@L?3_hu=eie)tdy%#j~Nfj;&C3iPr2QJ{}~7X|v*cTk{@-"
    "G>5m<a<$||J;KD{pZ^#(0`_*K>zs`3iO}5QDBaI7Yg)^J5gYc{7n>S_uoK)Ir1GS(57!kfi`^`3bg63qre>bRupKjx1hir`DPSoi#MUb9Qj5Rs"
    "P{}mfqKu^P@vv(0}AYuxgG^-"
    "IoF{;E$3Pk*eCN<6sXf&g93G$t5Kj%^A!}R(_DoDb($+tV4uttD6miFauleqT!sSml`o?}ePt>N)K|(VuumpMf!axe0=1JE1!^ZH6sVmPQDC1;"
    "0R`$J5en2r@+eRj$)P}9B#Q!dkq`y;$pk1+^YBri=8-{xeKJ!JiJoC!ib(Vf`w~RbCu3iXNVE$3B1EE9*cT!at-`(lk!Th6`G}-"
    "X#y$^`=n(d~h(w35&p{+Qgnc$5(IM=!5Qz?9pNU9x2>XowcK~iPdoR7lT&kwhY$nZ3^Q@*(btW^LL$erEL!dhT43p+r#ipuyNXyw|t9)?S*rcB"
    "CXpT*4Z%_L!wYO(;Y^tiO)UZkIUokW`sXmI&51XoLEDhPzscKwlr>b!^#ilM*TNpMrRn;*@G@GjGDm84Xs;kWZY|>eO&I^8N-On&GPV2f&a<G-"
    "TZL>VpnzN3%TIUXt%Uaj^9I;#L_ZoojEw!a4<Am0n!x&4nt~<ixjaI&27n8oo`F>G+%vlIU@iAvX6eV|a7C=$_#~F*F_>a?zqU3H)4~mkzIo&9"
    "V-8)?<irqV%D2m-X9Vklf=Cq?IHtmc-QEb}rP!yYXTolEo9S23RX~#xUY}&C<l-"
    "$iRQ51W13>3v)or)dPUjK&z?e$|6Xs`c=0`2u96lkv>qCk87FAB8R|DZs7{Wl7<*AGyjy}pkE?e#qrn7jQ81=`|2QDE-"
    "&E(+{#`3DNrVBSH28qD8Opa%0d6sW=c6$NTAZ=*mB<}WC)zva&;P+$2I3e;Erhywdt{(u7eTi!x}y2$TQpf2(|6sU{5i30mu-avtx$LlCi^LPy"
    "fY97Buf&DGNL4o}(ucAP$;uRFARs0$SY8Agifm+2cQDA?|FHm5A%gZQGWB54=>~HxQ3e*pNiURe6pP)ef;KwLXKX?fR>IXAXpnmWo3e*pNgaY-"
    "07f@h-%kwC(zvVd;Soi-S3hZzB0Sc_?KZ^ou`p=-in*P%$u)pOg6xiSLeH2)Wf3knCxGnp&%9(TNaGu-"
    "q(^F@yrsqzf*$kT86o00WJj43@w88wemQAX^LZ3}0^Ju3_)evggq@Hn@f7#@!{*W3rRXuaj6r0o@l_P^qRkes3Hg%}qtA<T#KZoICliJ(C{-"
    "xU6!TyEX+hJ&IQqO4Uv#D1-zcVB@Roqj4$EVdZ7xq(CIsW|5CY?2BJ-"
    "@Wh9R%ZAnb*{_QtRCLn5SC#R2_4*&TW#*T62yNc5B^p9pAOit&0I#=MH0>7)g633^gWcU270=OKbii#<mglcd3e_^IiQxa!KcC6vdyNqfnGw(m"
    "4`E@m1#t6eX8*CZQ;P=p2rs_@Q$cisFaPp(u(UI)|Vre&`&GqWGb65Q>sZItQXCxukOdijqq@`=cnn;p~T^_=dADisBp2J}8QBID4ZgzTxbJqU"
    "4g!o+yglI}=e9yLa|LQS9E?9YwKwXEzijmvnYTQEb}T1x2xGXJ-_}rk$No6q|N-"
    "L{V(o*#Sk#C7tb2lw8u8fTHA*&UPq@ojKd0D0+so4T{nS;%tqgXcf+Q6h*6Wwn9;~3TI0cMXPYOKvA>`XLA%qt8g|$QM3wYQxrw3a5h0v`aqnG"
    "Q4}4**$73^A)F0S6dl6Z07cOuob^!@9l}`;MbROgby1W)5N90}MPqQrp(q-"
    "Ivo?yNF*s|XD19IfP?SCpXH67E8*tV@QM3VPbreM#a8^T6`aqmjQIxvBvkHpR2jZ-ZqSW-Al~9zLzOy2VQqy-"
    "<Kv8P?&hjWqP2X7#Md<@^`cRa5y|XNeQm=Qugrd~zon=szdcCtWic+t4mO@eL_0EzgO1<7$0!69UJBy<z^?GM96s2D8EQ+Gk>zzeVlzP3haR2^"
    "oTh7+>`l&R#Q+gJUs%WG~A+=-u#5sGn)v`ypquVvzayC`f7PQ%9&tQ$>Ak`-"
    "@Z`q{wh^S?gde)<sP3m16`fO5rLDaHIJ=ZYGrn#}HvKE*jZ0cq{?yS+xeB4=Gy%%F>Y*No?=(9;Z$5G2B^<L3hHmMp#V>YRGk2;H~euG*zsanJ"
    "+n?AuNt(<)j{Ay|aVIFf(>)z^Esda80Pqoe+1ar0Kuj8`Txufi!E4x3($B<)**0lx^Z?xvGi%DAN*2OKYa|eiRE&bco#mFym|3isB{~eU*^Y@`"
    "dpT8F+`usg8(dWO75`BI;O7!_}p+uj*8zuVuT_`b^yb~qnlHWv$x#TxcVlH_HO7yYYQKFCCh7x`3>nPF3ZbgYcb_+_(C2vNF{&N#b^q(71qW?@"
    "oiT?97l$cB2fD(P<dX$(;UWXFx{#ulnOMVq4+VnLj(Wb9PiMixgP+~556-u<lD^X%Dc?C-BOSv2+YA2VW#J-d-qeNX~DoWHv$|zA6Nl~IMlAy%"
    "Clo%!UrIb*jo>4@JeJKT$s8vKLQLD(KM6Du+619pfO4KSsl&Dn%C{e5MQKD9nL5W($6ck0Pa4tnrv<l}E6h*6WE=Ezb3g;peMXPWwL{YQ~=K>T"
    "(t8mUoQM3x@JQPK%aLz?h`cj;8P!t`)IU7akOL5LZQ8WhUOcX_9aLzzcGzRB%6s0f4nT(?72hM3IihkgnilXQT&M7F0e&C#pqUZ<CNhpeb;GBq"
    "}=m*XTD2jgI9FL;t2hMRQihkf6i=yZU&N2OK{LO3kkFVe3Z8njFN3&>DMWX4XP(Oi$K8iewJJr+~%oE!!XOlIa`O$Ps<x|7PCbeJ0(AZQ}PZ$!"
    "LT<(40T&H>)^x5Q1;yhQWUWmqQ8pCG<oXf_j-$k2EWB7i_S~jVEhM}>kgYO=7!VZ<oH^rt-b#K~iQhQD|$EKb>-"
    "sd^0&tdr3R8@0m$R@SFL@k@D>ItK48Y-"
    "JwxxO7v#%W!5h#b_q)(~0Q($9Yo%x&rY48ZP|UUv{NKx_WGIH7g!5MxP8Ker}hl2*<;h`6OSf0MDTrFs1@#z?K}4iHDR=BbOdTIXuU<N2+Q5sR"
    "<7E@JUj*Fh{fscR#aoYb`ti;uY`V(~H8KrBAyR{W4T>Hkoo|9p%R{pbHsqW^q^68+~xl$ewL7bW_}e^8=t{2L|u#s?@dCw(6!=A`eTM4SE>O0?"
    ";JqC}g17bV*CKTx7gzk?EO`tK+)C;b~rwAa6)M0<T3CFZ1mL5a5bXOx(e{s|@8*&k7&o&5nN+Sywu(awI45_Ov2p+ueLO_Zq9ynzyRn%7aHPV*"
    "W{>~HxkO4ML}gAz5ES5cw{^9oATV1A7f`&)j668l?zi4wJwU!X+o<Yknoo%|dnY9~KKiQ36eQKEM86O^c({1_!_CoiEy?PMlO>~DDyCF&wSLW%"
    "t?FQ7!t<9U?W-"
    "|`$v)H8mF67`H9phP|6S(K<}JcAPZTb@RVTE$Z+vA^Z}C{c%a5+&*oPoP8{;&GIyL(D*lI>cirQHOXGCF&55phO+wVU(ytd=Dk+5D%e59pXWhs"
    "6#w}5_O3CQKAm<-Tpo2#?S7R7A{Sk3zNova<BS1Jeo}-"
    "#Ue$b@pIX&el~?>^GA0Nx~2~GyvFdc$yB*^4V$WJ9Zj*x>7#D`A4lb$|E}tPXbGFD`Xz>qO&<3&7#f?#s2q7nY-(4(V^eHWdom1-"
    "O<l?cTF$1b8pS+ilX{P5Et}LH5&CRW&v7^pRMk4>e>Ul?Gl!F3S~*c2<Fw9gl7k~jUv3q1weDdUxvX{FA+lTRT0`W!*0q|90a|koF-"
    "~Y*YaYZBt^1kB@kZ<3>SB`Cxr2yXEoD(v{G0FU2I4>N{)okY-2D)X|G4`i7XNYgK`j2`?u}S-"
    "KzA?1;v4Rsh{ZSDiHOBF+&vJBZ@9Z77T<7pLoB}G?uuA^!`%h3_=dYPV#xvBoe+!NyE`HlyLWd$EOzg1k67&9oq$;E-"
    "rWwd*uA?gVzGO78^mJw?$(IK?%nZ-B?ol3LM%4zZi!fOKz9qoVz2Jzh{ayr%@B*dx|<>vdv!NKEIFXNF=EL9-"
    "Hi~7ow*w#7JbFt0I}#R?)r#DUvbw%Ec%MOE@IJF+;tF3Uy3^pvGk?5Ya<q2#9a%q=prr<i!S1>iCA<IcMZg%i@2*J7G1<$4YBm4xT_)-"
    "&BI*<v1lId%7{hta92Vsnuoh0V$nR@6%b2bin}~w(KFoT5R0DS_8}HM!(A4!=o#*p5R0DSE`wP5Qrx8xOJ9n+6k^dK+$9l<4&g3=Sab+?am1oS"
    "xQii{z7%&+#L}1IE`nI}19xG>q93>mA(p-rcR|F`m*OsfSnB@nSj1BIcY6^_-QVp&EOmdk8?p4IxLt^)rtfwlmcA6X1F_WW-FC!MuXo2FmU_MG"
    "^*>|1^}uYJ^On0BD)lpI&f0t~Z@Bw34$Y#FFsMSHNyE1`Z^R~pd15V_Oy=+I-"
    "c>b+8aAnSaq6?lVxM_)Y*PIL^Dmp!J2Ldyq~4>^9Gg@<p_WY@+*hGFHmP0+cO}&e(U?uDhoSXsQhP)+W|PX(-"
    "Ku9CM%grC*rZiYsN+{F*Rk~+)H-"
    "(%tkjynNuFxWIUh4u>vI?cm$l|^lHFQ!*705I+$Li{OMPvCSfVx0Jcu`1_cK6DYU$@Wf@9nKRuf3*Ker>H|J;Uz{_}Mt%<pbR!u;+QB((dRk<j"
    "jMLc;v+MkKW9X-"
    "H_(UqeEhz5xks`g$a^>FbctrmsapoBk>i+VnL@nBQHEg!cLsB(&G7kTAcy5()FWE0EC6E=NK;y9^2K?8``KXH${T&dNw=XDJfeS%QRi79*jZm5"
    "|WRib!Z@1they2np>hkAyuQIV98}vPh^ygh;4E1W2eu_(-"
    "TjWROsYn1Wb(JlsnWi^kwyf>?Sy+=~&5e&Ak&So8z;Ld2pUxECOn9uN0?#M0y8o`+a^Jlt~;OHJQB2eH)j-Lnx(P2W8WvDEb4GZ9No-"
    "#r7d)b!oc5lc<qos3v|JlxX|OTFGb6|vOo-BS=tz1}?;vDE9`lMqY2-"
    "aQeq)a%_75KE7Tdpu&P#k<ELmRh`fEMlp}yT>4wTD*HSVyVTuM<JFT5BEsKQfGIMKrD53cM@W$v%7~QmO8t87-"
    "FfjyN4o{9uM~r#8N|d4@N9CboU^{QbTtSL@YfX?g9Ppz2CU9_GaI4Etkg4b=5s}&Mxb<O5N0|r=F)b++BV8Ear@B)%)uV_UF5|8!Er9VUsygG="
    "2A0lkanMZ!uM_+K^4Q%B`lU_dc|SO=@q4=Gf%C#(TTmVNbq3n^f;XV>YQh8EV;7Rnut5Ce=SMd~9l`rr(%N9qMm)p?YqjF`Lw$khN^;P=A*iHg"
    ")kC6Zg!jnn26h)UEEbDK_;e+h_@!s_GAiR@EOy+0^Pj_Ik#RB)xthp0@P5E#k7)Jv7PgmVOR{hyhyj4-"
    "hA`=BbM%TIUWBZ?xta#+am)!wwL)TADi#5dXC1sf&?X=hns1mj1r;ARcSoPm?iQYt9zM^_Ko!G}j07U0sEK_#Y(n!+#@Tj{E@<`q=wOm?OW3g#"
    "Pm{B+QZjiG(@wyGUsF|3E^!e+LQe{_jX=_kTk|yZ<W^+Wp%|X!n0XLc9Mn66VN%LPDGVBNE#5ACS<d-"
    "$KG1`S(a@ufIb=dwmlL?ez^LwAa^>&|Y6dLVNu!658u;kT6Gn6$x|XSCG)oevO27_A4Z`vtJ^io&5p{wVaocP|Nu_686CS3<-"
    "6bpCVxo%ukT82j<5}sIR<)ggr1bkx)B%5ec=EA0eT3@&XcSC(k2c56p8&sEhm%33ZVlAfYbuEE4v>JcERq$J0otc|3)Ln#cE%Q1f^a2{n%=kWl"
    "k@90@g#8AzykJcfjt$D>H7c|3xIn#aRPsCj%32{n(0kWlk@5D7Jp2ar(nxE~2MkMAO(=J6dQ?18xt3H6M7kx<XL2MP6zZzG|eF&zneV7`TfTE*"
    "Q+s8!sBgj&U&NZ14OO(fJIzJY{2Fn9F7zi!j&=eg^-"
    "q&lJJ)(73sqEGffPiFoyn?JMIQ^TC8gUDXA*;G|msbQ0$^5PmcRrOR18=LG&vbUl8*UDJxId9vl{__{L2Ssyia#StoEl1UYnqpH`y`>?W)V>qV"
    "u}M9zq0gqO8q1K_)IOP?$%|F}6%E<cF_l06oO)hEpG|5{iQ!|DdhVl^O;tS=+H9(-"
    "rL>$)RdtoStLiGFY^rCIR<2jaFRgRy7^ijaFmmv7d^FAFmfk~?eAk+DfEb`PPm^&%YtBK$60P}%7;jqow;mvFwe-"
    "4!h<{r14`Ynfx^7(@)jD?&u~uvTc@U3VYBQQ~eSWKlq>|fuJ0lhU@peKg{^RY4RQ$)=0jc<pw>?tHZM_Ld#W%d|kcw}3+aeX;@U}rJzTs_+RD8"
    "o5k5qia+X|`Vw%(RV#qPZ=kV<arZH`oI+S?4N*tEAPQn6`o6Qp9(-"
    "o{8JxAitcD)#Dah*a#=+W@K9tG7N<u~%<Bq++k$x=6)dy>*a^y?W!2ioJSkBbD6NTMMb=wjPj*oq1~_6+83RKq_|Tt&UXe%v%kq^#6FPB9;ChZ"
    "xy7XKY1%7mHr=ZC8W~-"
    "<E@BP`hUC?kcuYcEss<*A#XXP(*NW2A(j3gZ&{?G<#=C0Dq4=W3{uf@yrq$fmg6mjRJ0s#Nu;9XcuOD^Eyr6Nsr3JNiy;-"
    "A##<Dr=rrCUNJXdd7Dg)lKi)z}rT@oU5UJ=Z-U3KPU-"
    "8Bw6@A6)MJoD=*Mn60f4pv_qMdkMNJTsGI+05MkJo`zbP=x|sr3JNV~~pG;dw|!^YC1x(*NT*NJY=^Y^0)RcotI8GdvTi=oy}YRP+q5!XWAy|3"
    "kw5pO2AHtN1@8)G9tg!v3ERk+A>gzq8)&SG&L6C&*OuY`8E<cr=?ub0^Vk4)s+CG-"
    "(cfs>!4GcE2IA$>8$>&9O=CM=^YCviVL)Zws5bZF6k0nX}ij$yUEt4VzS*q?S!C_ZRinRqsn}j!kNx%#pz+)mzdWn>tv7@|ICOB>HUX<ldp)Vx"
    "8(U(PopXdo;%;^-hrH*rfKu{Os6NRSy|u(?D#}S${UmFReL;k#VhDdpFBUtvTy>s&#H1bG6Q`<8n(sw<h_nHRlM40b2LmWSnT}-"
    "(nE)rlt2Yh`6OSf0MCIYtAO)pVpk8VT{zOKWN6$`K|s?rvF@vGX3YPDARwgL7Dz@HOkB-zk)Jz$*WMN-Cv0^?fwdsY4?|-"
    "OuN4fW#*D!MwvD}6=m9V8D-jZiZXM_1ZCQ5j56)Dgfi{5h%$4@0?M?-2xZ!09%b5M4rSV67G>IEh%#+4K$*7aqfA@OpiEnwf>dnLyA-"
    "M9lHMgq#m>Bok&2yp7a<ip^DaaxcII7xRP-M2e5BGR<DG|8v>fkTq|ztjor6?#8t-hR(kJ7cg;X>c?@Xkk!FXpN6%EEa9jRzA-ejbr!FZ=36%E"
    "Ea6{+;ec&8whJ{j+1q|ztjorF~SWV{oRiss>+fK)UO?|7u5d3eVml|C8oSftV?;~j%kv<mNNq@q=LM<Erh!aEYF^vQTfAQc_Ln}k$!2=8#D(kJ"
    "5`hEy~L?@*+oF?fd{6^+3=7^(Ehcn2XB{lGgAsptpZ0Z2tZ@b*V4`hm9}Qt6ZN_C+e%fVU4)(FVM|k%~6p?S)jd0dG&Fq78TxkxHM8w+B+`lks"
    "*(Dm8s?H>6V2_jW}peKOuIb?^6^&fWF<c~niKiFG8Z=TJ3;Dhz7CAED1+_SkPZn@p8gUZwWQY|JK$&oy|LS?poZXOrrY7#VC*?*#FtsNRgmZ1P"
    "kMWZ2l$uCCj1Hg$5(lh&}Qszy=6rY=4!G<<AQ&%88dlX_Q(cYxZ5voV|0dqs!FCiU)7Z+G?X(ONdCdc`Q4KEb9|<{$$xuBF!<1S_@XA0a$#Y5q"
    "6>m$l{@Ms{mmcOLLv>wa1k1GMg;E>38jJB+bJ>$(HPo0i)D0C7ueo*~Azmi~@)F;e5`uRm<yj-"
    "7|~hqlpU^cX!xkI`c!_7;~J!)Bt)81^E{tR4LbW!8>fK$)@Ud6Zc@dJbjksXs)Sdg>2QW*^$KC{rta24!lcPoqq&^eL3thxUDxse?X=GIh`=P^"
    "J$0ILg#PXP`_S^f8pFgFcEf`_LXinSE#vqfGtsdni-"
    "Cd<bRgmk*-MKC}l=rZ#y$%Irh?F3Qv$zk@RS(C$N-n&Q1Evk&bal-Y;&ZIr16PDhzq;I~kw7I-(x>_fW?W$Ju)qD-"
    "Cdn<!J~`v%I?`R+iOI^XRmQ|G%4W$JuiN0~a`tteCHy9H(Hd^e*^o$n@;*@t!`%GB_tp-c_$YbaC0y8&hPp<RzM`_QiI9y7gdmHxHJ>~%>0Dx{"
    "A&egFDn{H(P{|GH!9tTl&PaSX8D80g=qzmFcH$LKM7jIKonzZPj%_39z5MXLH98?HsvK3cVFkxtc9+Hft>HI_B@`?^&BVZ*gZ7oT0NU5ixd2-"
    "<6r9zHMZ-O;1&xv8~?dTzAwTBKKLLrtwk+W35^cYT$<FuE2QJw}hwWAqq3K7VTwt>0^i>lLkQ4X~!snx}5vqjl~8YonIh&j4#It$FI!VOr-"
    "7Vy)KF&!ovUpVpiMtP8c~X>#q@!sGt|e3jmQ"
)
